package io.holdfast.http;

import java.util.function.Consumer;

/** An operation a line ({@code application/x-ndjson}). Blank lines are no operations. */
final class LineFrames implements Frames {
  private final FrameBytes line;

  /**
   * @param max bytes of a line
   */
  LineFrames(int max) {
    this.line = new FrameBytes(max);
  }

  @Override
  public void take(byte[] piece, Consumer<byte[]> operations) {
    int from = 0;
    for (int i = 0; i < piece.length; i++) {
      if (piece[i] == '\n') {
        line.add(piece, from, i);
        from = i + 1;
        cut(operations);
      }
    }
    line.add(piece, from, piece.length);
  }

  @Override
  public void end(Consumer<byte[]> operations) {
    cut(operations);
  }

  @Override
  public Problem fault() {
    return null;
  }

  private void cut(Consumer<byte[]> operations) {
    boolean blank = line.isBlank();
    byte[] bytes = line.cut();
    if (!blank) {
      operations.accept(bytes);
    }
  }
}
