package io.holdfast.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures, by the implementation of those who wrote the specification. */
class SignaturesTest {
  private static final String ID = "0199f2a4-1009-7000-8000-000400000011";
  private static final String BODY = "{\"note\":\"Größe 💈\"}";

  private final byte[] secret = Signatures.newSecret();
  private final byte[] older = Signatures.newSecret();
  private final long now = System.currentTimeMillis() / 1_000;

  private HttpHeaders signed(String id, List<byte[]> secrets) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("webhook-id", List.of(id));
    headers.put("webhook-timestamp", List.of(Long.toString(now)));
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    headers.put("webhook-signature", List.of(Signatures.header(id, now, body, secrets)));
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  private static Webhook holding(byte[] secret) {
    return new Webhook(Signatures.shown(secret));
  }

  @Test
  void aReceiverAcceptsWhatWasSigned() {
    assertThatCode(() -> holding(secret).verify(BODY, signed(ID, List.of(secret))))
        .doesNotThrowAnyException();
  }

  @Test
  void whileRotatingReceiversWithEitherSecretAccept() {
    HttpHeaders both = signed(ID, List.of(secret, older));
    assertThat(both.firstValue("webhook-signature").orElseThrow().split(" ")).hasSize(2);
    assertThatCode(() -> holding(secret).verify(BODY, both)).doesNotThrowAnyException();
    assertThatCode(() -> holding(older).verify(BODY, both)).doesNotThrowAnyException();
  }

  @Test
  void whatWasChangedOnTheWayIsNotAccepted() {
    HttpHeaders good = signed(ID, List.of(secret));
    assertThatThrownBy(() -> holding(secret).verify(BODY + " ", good)).isNotNull();
    assertThatThrownBy(() -> holding(older).verify(BODY, good)).isNotNull();
  }
}
