package io.holdfast.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The members of {@code {"operations": […]}}, without reading what is in them: whoever gets them
 * finds out whether they are JSON.
 */
final class JsonFrames implements Frames {
  private static final String NAME = "\"operations\"";

  /** Of the name of a field that is none, as much is kept to tell it. */
  private static final int NAME_MAX = 256;

  /** Where the scan is. */
  private enum At {
    START,
    FIRST_NAME,
    NAME,
    COLON,
    BEFORE_VALUE,
    VALUE,
    FIRST_MEMBER,
    NEXT_MEMBER,
    MEMBER,
    AFTER_MEMBER,
    AFTER_VALUE,
    NEXT_NAME,
    END
  }

  private final FrameBytes member;
  private final FrameBytes name = new FrameBytes(NAME_MAX);
  private final JsonExtent extent = new JsonExtent();
  private final List<InputFault> faults = new ArrayList<>();
  private At at = At.START;
  private boolean seen;
  private boolean known;
  private long taken;
  private Problem malformed;

  /**
   * @param max bytes of an operation
   */
  JsonFrames(int max) {
    this.member = new FrameBytes(max);
  }

  @Override
  public void take(byte[] piece, Consumer<byte[]> operations) {
    int i = 0;
    while (i < piece.length && malformed == null) {
      if (isInValue()) {
        i = value(piece, i, operations);
      } else {
        step(piece[i], taken + i);
        // What begins a value belongs to it.
        i += isInValue() ? 0 : 1;
      }
    }
    taken += piece.length;
  }

  @Override
  public void end(Consumer<byte[]> operations) {
    if (malformed == null && at != At.END) {
      breaks(taken);
    } else if (!seen) {
      faults.add(InputFault.inBody("/operations", "is required"));
    }
  }

  @Override
  public Problem fault() {
    if (malformed != null) {
      return malformed;
    }
    return faults.isEmpty() ? null : Problem.invalid(faults);
  }

  private boolean isInValue() {
    return at == At.NAME || at == At.MEMBER || at == At.VALUE;
  }

  /** Goes through a name, a member of the list, or the value of a field that is none. */
  private int value(byte[] piece, int from, Consumer<byte[]> operations) {
    int to = extent.end(piece, from);
    if (at == At.MEMBER) {
      member.add(piece, from, to);
    } else if (at == At.NAME) {
      name.add(piece, from, to);
    }
    if (extent.isOver()) {
      extent.reset();
      switch (at) {
        case MEMBER -> {
          if (member.isBlank()) {
            breaks(taken + to);
          } else {
            operations.accept(member.cut());
          }
          at = At.AFTER_MEMBER;
        }
        case NAME -> {
          field(name.cut());
          at = At.COLON;
        }
        default -> at = At.AFTER_VALUE;
      }
    }
    return to;
  }

  /** One byte of what is between the values. */
  private void step(byte unit, long place) {
    if (unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r') {
      return;
    }
    At next =
        switch (at) {
          case START -> unit == '{' ? At.FIRST_NAME : null;
          case FIRST_NAME -> unit == '"' ? At.NAME : unit == '}' ? At.END : null;
          case NEXT_NAME -> unit == '"' ? At.NAME : null;
          case COLON -> unit == ':' ? At.BEFORE_VALUE : null;
          case BEFORE_VALUE -> beginsValue(unit);
          case FIRST_MEMBER -> unit == ']' ? At.AFTER_VALUE : At.MEMBER;
          case NEXT_MEMBER -> At.MEMBER;
          case AFTER_MEMBER -> unit == ',' ? At.NEXT_MEMBER : unit == ']' ? At.AFTER_VALUE : null;
          case AFTER_VALUE -> unit == ',' ? At.NEXT_NAME : unit == '}' ? At.END : null;
          default -> null;
        };
    if (next == null && at == At.START) {
      malformed = Problem.invalid(List.of(InputFault.inBody("", "must be a JSON object")));
    } else if (next == null) {
      breaks(place);
    } else {
      at = next;
    }
  }

  private At beginsValue(byte unit) {
    if (known && unit == '[') {
      return At.FIRST_MEMBER;
    }
    if (known) {
      faults.add(InputFault.inBody("/operations", "must be a list"));
    }
    return At.VALUE;
  }

  private void field(byte[] quoted) {
    known = isOperations(quoted);
    if (!known) {
      String text =
          quoted == null ? "…" : new String(quoted, 1, quoted.length - 2, StandardCharsets.UTF_8);
      faults.add(
          InputFault.inBody(
              "/" + Texts.printable(text).replace("~", "~0").replace("/", "~1"),
              "is not a field of this request"));
    } else if (seen) {
      known = false;
      faults.add(InputFault.inBody("/operations", "must not be there twice"));
    } else {
      seen = true;
    }
  }

  private static boolean isOperations(byte[] quoted) {
    return quoted != null && new String(quoted, StandardCharsets.UTF_8).equals(NAME);
  }

  private void breaks(long place) {
    String detail = "must be well-formed JSON; it breaks at byte " + place;
    malformed = Problem.invalid(List.of(InputFault.inBody("", detail)));
  }
}
