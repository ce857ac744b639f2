package io.holdfast.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written straight into bytes reads as Java would have written it. */
final class AsciiTest {
  private static final int TIMES = 10_000;

  @ParameterizedTest
  @ValueSource(
      longs = {0, 9, 10, -1, -9, -10, 9_007_199_254_740_991L, Long.MAX_VALUE, Long.MIN_VALUE})
  void aNumberReadsAsJavaWritesIt(long number) {
    assertThat(new String(Ascii.of(number), US_ASCII)).isEqualTo(Long.toString(number));
  }

  @Test
  void soDoRandomNumbersAndIds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < TIMES; i++) {
      long number = random.nextLong() >> random.nextInt(Long.SIZE);
      UUID id = new UUID(random.nextLong(), random.nextLong());
      byte[] target = new byte[Ascii.length(number) + 1 + Ascii.ID_LENGTH];
      int at = Ascii.put(number, target, 0);
      at = Ascii.put("|", target, at);
      at = Ascii.put(id, target, at);
      assertThat(at).as("seed %d", seed).isEqualTo(target.length);
      assertThat(new String(target, US_ASCII)).as("seed %d", seed).isEqualTo(number + "|" + id);
    }
  }

  @Test
  void nothingIsWrittenBesideItsPlace() {
    byte[] target = "....................................!".getBytes(US_ASCII);
    Ascii.put(new UUID(-1, 0), target, 0);
    assertThat(new String(target, US_ASCII)).isEqualTo("ffffffff-ffff-ffff-0000-000000000000!");
  }

  @Test
  void whatIsNotAsciiIsRefusedInsteadOfCut() {
    assertThatThrownBy(() -> Ascii.put("\u20ac", new byte[3], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
