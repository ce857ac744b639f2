package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
  @Test
  void piecesAreJoinedInTheirOrder() {
    BoundedBody body = new BoundedBody(5);
    assertThat(body.bytes()).isEmpty();
    for (String piece : new String[] {"a", "", "bc", "de"}) {
      body.append(Buffer.buffer(piece));
    }
    assertThat(body.bytes()).asString().isEqualTo("abcde");
    assertThat(body.isTooLarge()).isFalse();
  }

  @Test
  void nothingIsKeptOfABodyThatIsTooLarge() {
    BoundedBody body = new BoundedBody(5);
    body.append(Buffer.buffer("abc"));
    body.append(Buffer.buffer("def"));
    assertThat(body.isTooLarge()).isTrue();
    assertThat(body.bytes()).isEmpty();
    assertThat(body.isHopeless()).isFalse();
    body.append(Buffer.buffer(new byte[4 << 20]));
    assertThat(body.isHopeless()).isTrue();
  }
}
