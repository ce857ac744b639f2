package io.holdfast.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WalletChoiceTest {
  private static final int WALLETS = 1_000;
  private static final int DRAWS = 500_000;
  private static final long SEED = 20261126;

  @Test
  void zipfAsksForTheSecondHalfAsOftenAsForTheFirst() {
    int[] drawn = draw(Skew.ZIPF);

    // The sum of 1/n up to 1,000.
    double harmonic = IntStream.rangeClosed(1, WALLETS).mapToDouble(n -> 1.0 / n).sum();
    for (int rank : new int[] {1, 2, 3, 10, 100}) {
      double expected = DRAWS / harmonic / rank;
      assertThat(drawn[rank - 1] / expected).as("rank %d", rank).isCloseTo(1, within(0.1));
    }
  }

  @Test
  void uniformAsksForAllAlike() {
    assertThat(IntStream.of(draw(Skew.UNIFORM)).summaryStatistics())
        .satisfies(
            all -> {
              assertThat(all.getMin()).isGreaterThan(DRAWS / WALLETS * 7 / 10);
              assertThat(all.getMax()).isLessThan(DRAWS / WALLETS * 13 / 10);
            });
  }

  @Test
  void oneWalletTakesAll() {
    assertThat(draw(Skew.ONE)[0]).isEqualTo(DRAWS);
  }

  @Test
  void theSameSeedAsksForTheSameWallets() {
    assertThat(draw(Skew.ZIPF)).isEqualTo(draw(Skew.ZIPF));
  }

  private static int[] draw(Skew skew) {
    WalletChoice choice = WalletChoice.source(skew, WALLETS, SEED).of(0);
    int[] drawn = new int[WALLETS];
    for (int i = 0; i < DRAWS; i++) {
      drawn[choice.next()]++;
    }
    return drawn;
  }
}
