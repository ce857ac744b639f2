package io.holdfast.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nIdempotent-Replayed: true\r\n\r\n";

  @Test
  void anAnswerIsThereWhenItsLastByteIs() throws IOException {
    String body = "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}";
    String text = HEAD.formatted(body.length()) + body;
    Answer answer = new Answer();
    answer.clear();
    for (int i = 0; i < text.length() - 1; i++) {
      assertThat(answer.receive(channel(text.substring(i, i + 1)))).isFalse();
    }

    assertThat(answer.receive(channel("}"))).isTrue();

    byte[] id = new byte[36];
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.replayed()).isTrue();
    assertThat(answer.copyId(id)).isTrue();
    assertThat(new String(id, StandardCharsets.US_ASCII)).startsWith("01890a5d").endsWith("8057");
  }

  @Test
  void eachOperationOfABatchIsReadAlsoInChunks() throws IOException {
    String results =
        "{\"results\":[{\"status\":201,\"body\":{}},{\"status\":503,\"body\":{}},"
            + "{\"status\":402,\"body\":{\"code\":\"no\",\"status\":402}},"
            + "{\"status\":503,\"body\":{\"outcome\":\"not_applied\"}},"
            + "{\"status\":503,\"body\":{\"outcome\":\"unknown\"}}]}";
    String text =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
            .formatted(results.length(), results);
    Answer answer = new Answer();
    answer.clear();

    assertThat(answer.receive(channel(text.substring(0, 60)))).isFalse();
    assertThat(answer.receive(channel(text.substring(60)))).isTrue();
    Outcome[] outcomes = new Outcome[5];
    assertThat(answer.results(outcomes)).isEqualTo(5);
    assertThat(outcomes)
        .containsExactly(
            Outcome.SUCCEEDED, Outcome.FAILED, Outcome.DECLINED, Outcome.REFUSED, Outcome.FAILED);
    assertThat(answer.results(new Outcome[4])).isEqualTo(5);
  }

  @Test
  void onlyWhatSaysThatNothingWasAppliedIsARefusal() throws IOException {
    assertThat(answered(503, "{\"outcome\":\"not_applied\"}").refused()).isTrue();
    assertThat(answered(503, "{\"outcome\":\"unknown\"}").refused()).isFalse();
    assertThat(answered(429, "{}").refused()).isTrue();
    assertThat(answered(500, "{\"outcome\":\"not_applied\"}").refused()).isFalse();
  }

  @Test
  void aSecondAnswerBehindTheFirstIsAFault() {
    Answer answer = new Answer();
    answer.clear();

    assertThatThrownBy(() -> answer.receive(channel(HEAD.formatted(0) + "HTTP/1.1 200 OK")))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void aLongAnswerFits() throws IOException {
    String body = "x".repeat(100_000);
    ReadableByteChannel channel = channel(HEAD.formatted(body.length()) + body);
    Answer answer = new Answer();
    answer.clear();
    boolean complete = false;
    while (!complete) {
      complete = answer.receive(channel);
    }

    assertThat(answer.status()).isEqualTo(200);
  }

  private static Answer answered(int status, String body) throws IOException {
    Answer answer = new Answer();
    answer.clear();
    String text = "HTTP/1.1 %d No\r\ncontent-length: %d\r\n\r\n%s";
    assertThat(answer.receive(channel(text.formatted(status, body.length(), body)))).isTrue();
    return answer;
  }

  private static ReadableByteChannel channel(String text) {
    return Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
