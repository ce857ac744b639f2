package io.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final long[] BOUNDS = {100, 200, 400, 800, 1_600};

  @Test
  void nothingHasNoQuantile() {
    assertThat(of().quantile(500)).isEmpty();
    assertThat(Distribution.NONE.quantile(990)).isEmpty();
  }

  @Test
  void aQuantileLiesInTheBucketOfTheValueItStandsFor() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      long[] values = random.longs(1 + random.nextInt(300), 1, 1_601).sorted().toArray();
      Distribution distribution = of(values);
      for (int perMille : new int[] {1, 500, 950, 990, 1_000}) {
        long exact = values[(values.length * perMille + 999) / 1_000 - 1];
        long estimate = distribution.quantile(perMille).orElseThrow();
        assertThat(bucket(estimate)).as("seed %s, round %s", seed, round).isEqualTo(bucket(exact));
      }
    }
  }

  @Test
  void whatIsBeyondTheBucketsCountsAsTheLastBound() {
    assertThat(of(5_000, 6_000).quantile(500)).hasValue(1_600);
    assertThat(of(150, 6_000).quantile(990)).hasValue(1_600);
    assertThat(of(150, 6_000).quantile(500)).hasValue(200);
  }

  @Test
  void onlyWhatCameSinceIsMeasured() {
    Distribution earlier = of(50, 50, 50);
    Distribution later = of(50, 50, 50, 700);
    assertThat(later.since(earlier).total()).isEqualTo(1);
    assertThat(later.since(earlier).quantile(500)).hasValue(800);
    assertThat(later.since(later).quantile(500)).isEmpty();
    // A histogram that was not there yet had nothing in it.
    assertThat(later.since(Distribution.NONE).total()).isEqualTo(4);
  }

  @Test
  void twoOfTheSameBucketsAreOne() {
    Distribution both = Distribution.NONE.and(of(50)).and(of(700, 700));
    assertThat(both.total()).isEqualTo(3);
    assertThat(both.quantile(333)).hasValue(100);
    assertThat(both.quantile(1_000)).hasValue(800);
  }

  private static int bucket(long value) {
    int bucket = 0;
    while (value > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private static Distribution of(long... values) {
    long[] counts = new long[BOUNDS.length];
    for (int i = 0; i < BOUNDS.length; i++) {
      long bound = BOUNDS[i];
      counts[i] = Arrays.stream(values).filter(value -> value <= bound).count();
    }
    return new Distribution(BOUNDS, counts, values.length);
  }
}
