package io.holdfast.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static List<Double> marks(Scale scale) {
    return scale.marks().stream().map(Scale.Mark::value).toList();
  }

  @Test
  void marksAreRoundAndHoldAll() {
    assertThat(marks(Scale.linear(21_613, 8, Figures::brief)))
        .startsWith(0.0, 5_000.0)
        .endsWith(25_000.0);
    assertThat(marks(Scale.linear(0.93, 5, Figures::brief))).endsWith(1.0);
    assertThat(marks(Scale.log(0.31, 107, Figures::brief))).startsWith(0.2).endsWith(200.0);
    assertThat(marks(Scale.log(1, 1, Figures::brief))).startsWith(1.0);
  }

  @Test
  void anEndIsAtTheEnd() {
    Scale linear = Scale.linear(100, 4, Figures::brief);
    assertThat(linear.position(linear.from())).isZero();
    assertThat(linear.position(linear.to())).isEqualTo(1);
    Scale log = Scale.log(1, 1_000, Figures::brief);
    assertThat(log.position(1)).isZero();
    assertThat(log.position(log.to())).isEqualTo(1);
  }

  @Test
  void percentilesAreNamedByTheirNines() {
    assertThat(Scale.percentiles(100_000).marks().stream().map(Scale.Mark::text))
        .containsExactly("0", "50", "90", "99", "99.9", "99.99", "99.999");
  }

  @Test
  void numbersAreShortOnAxes() {
    assertThat(List.of(0.0, 0.5, 20.0, 1_500.0, 20_000.0, 1e6).stream().map(Figures::brief))
        .containsExactly("0", "0.5", "20", "1.5k", "20k", "1M");
  }
}
