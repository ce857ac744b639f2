package io.holdfast.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies of batches, cut into operations, in whatever pieces they come. */
final class FramesTest {
  private static final int MAX = 100;

  @Test
  void aDocumentIsTheSameInPiecesOfAnySize() {
    String body =
        " {\"operations\" :\n[ {\"a\":\"x]}\\\"\",\"b\":[{}]} ,{}, 12,\"t,]\" , {\"ü\":1}\t] } ";
    List<String> expected =
        List.of("{\"a\":\"x]}\\\"\",\"b\":[{}]}", "{}", "12", "\"t,]\"", "{\"ü\":1}");
    for (int size = 1; size <= body.length(); size++) {
      JsonFrames frames = new JsonFrames(MAX);
      assertThat(cut(frames, body, size)).as("pieces of %s", size).isEqualTo(expected);
      assertThat(frames.fault()).isNull();
    }
  }

  @Test
  void linesAreTheSameInPiecesOfAnySize() {
    String body = "{\"a\":1}\n\n{\"b\":\"ü\"}\r\n \t\nlast";
    for (int size = 1; size <= body.length(); size++) {
      assertThat(cut(new LineFrames(MAX), body, size))
          .as("pieces of %s", size)
          .containsExactly("{\"a\":1}", "{\"b\":\"ü\"}", "last");
    }
  }

  @Test
  void anOperationThatIsTooLongIsNotKept() {
    String longOne = "{\"a\":\"" + "x".repeat(MAX) + "\"}";

    assertThat(cut(new JsonFrames(MAX), "{\"operations\":[" + longOne + ",{}]}", 7))
        .containsExactly(null, "{}");
    assertThat(cut(new LineFrames(MAX), longOne + "\n{}", 7)).containsExactly(null, "{}");
  }

  @Test
  void whatIsWrongWithTheWholeIsToldAtOnce() {
    JsonFrames frames = new JsonFrames(MAX);
    var nothing = cut(frames, "{\"operations\":1,\"operations\":[],\"more/less\":{\"x\":[]}}", 5);

    assertThat(nothing).isEmpty();
    assertThat(frames.fault().faults())
        .extracting(InputFault::at)
        .containsExactly("/operations", "/operations", "/more~1less");
  }

  private static List<String> cut(Frames frames, String body, int size) {
    byte[] bytes = body.getBytes(UTF_8);
    List<String> cut = new ArrayList<>();
    for (int i = 0; i < bytes.length; i += size) {
      frames.take(
          Arrays.copyOfRange(bytes, i, Math.min(i + size, bytes.length)),
          each -> cut.add(each == null ? null : new String(each, UTF_8).strip()));
    }
    frames.end(each -> cut.add(each == null ? null : new String(each, UTF_8).strip()));
    return cut;
  }
}
