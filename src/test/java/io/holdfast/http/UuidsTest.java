package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids as they are read. */
final class UuidsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "01a216d6-ed0b-7000-8000-000868a68291",
        "f0123456-789a-bcde-f012-3456789abcde"
      })
  void anIdIsReadAsJavaReadsIt(String text) {
    assertThat(Uuids.parse(text)).isEqualTo(UUID.fromString(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1d5debd5-92e1-4fb5-8674-+61a37a8239e",
        "1d5debd592e1-4fb5-8674-061a37a8239e-",
        "1d5debd-592e1-4fb5-8674-061a37a8239e",
        "1d5debd5-92e1-4fb5-8674-061a37a8239g"
      })
  void whatWouldReadAsAnotherIdIsNone(String text) {
    assertThat(Uuids.parse(text)).isNull();
  }
}
