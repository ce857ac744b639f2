package io.holdfast.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.wallet.Ids;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the driver promises about its figures. */
class LoadDriverTest {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final double RATE = 500;

  private static final List<UUID> WALLETS =
      LongStream.rangeClosed(1, 100).mapToObj(n -> Ids.wallet(0, n)).toList();

  @Test
  void aStallIsSeenByEveryRequestThatWasMeantToFallIntoIt() throws InterruptedException {
    try (StubServer server = new StubServer(250, 1_000)) {
      Measured measured = LoadDriver.run(server.target(), open(2_500), LoadDriver.NOBODY);

      // Of 1,250 requests 500 were to begin within the second in which nothing was answered; the
      // 250 that waited longest for it are above this percentile.
      double millis = measured.latency().getValueAtPercentile(80) / 1e6;
      assertThat(millis).isGreaterThan(450);
      assertThat(measured.latency().getMaxValue() / 1e6).isGreaterThan(950);
      assertThat(measured.latency().getTotalCount()).isEqualTo(1_250);
    }
  }

  /** Which is why the closed loop's latencies are no promise to callers. */
  @Test
  void theClosedLoopHidesTheSameStall() throws InterruptedException {
    try (StubServer server = new StubServer(250, 1_000)) {
      Load closed = load(Mixes.DEBIT, new Pace.Closed(), 2_500);
      Measured measured = LoadDriver.run(server.target(), closed, LoadDriver.NOBODY);

      assertThat(measured.latency().getValueAtPercentile(80) / 1e6).isLessThan(450);
      assertThat(measured.latency().getMaxValue() / 1e6).isGreaterThan(900);
    }
  }

  @Test
  void theOpenLoopBeginsWhatItOffers() throws InterruptedException {
    try (StubServer server = new StubServer(NEVER, 0)) {
      Measured measured = LoadDriver.run(server.target(), open(1_000), LoadDriver.NOBODY);

      assertThat(measured.outcomes()).containsEntry(Outcome.SUCCEEDED, 500L);
      assertThat(measured.lag().orElseThrow().getTotalCount()).isEqualTo(500);
      assertThat(measured.unexpected() + measured.unanswered()).isZero();
    }
  }

  @Test
  void noTwoRequestsShareAKey() throws InterruptedException {
    try (StubServer server = new StubServer(NEVER, 0)) {
      for (String mix : List.of(Mixes.DEBIT, Mixes.AUTHORIZE_CAPTURE)) {
        LoadDriver.run(server.target(), load(mix, new Pace.Closed(), 200), LoadDriver.NOBODY);
      }

      assertThat(server.keys).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatMovedIsWhatWasAnswered() throws InterruptedException {
    try (StubServer server = new StubServer(NEVER, 0)) {
      Measured each = LoadDriver.oneEach(server.target(), load(Mixes.DEBIT, new Pace.Closed(), 1));

      assertThat(each.moved()).hasSize(WALLETS.size()).containsOnly(-7L);
      assertThat(server.keys).hasSize(WALLETS.size());
    }
  }

  /**
   * Who offers more than can be done has to be told how much was refused, not that it was wrong.
   */
  @Test
  void whatAnOpenLoopIsRefusedIsCountedApartAndMovesNothing() throws InterruptedException {
    try (StubServer server = StubServer.refusing(5)) {
      Measured measured = LoadDriver.run(server.target(), open(1_000), LoadDriver.NOBODY);

      assertThat(measured.outcomes())
          .containsEntry(Outcome.SUCCEEDED, 400L)
          .containsEntry(Outcome.REFUSED, 100L);
      assertThat(measured.unexpected()).isZero();
      assertThat(measured.latency().getTotalCount()).isEqualTo(400);
      assertThat(measured.moved().stream().mapToLong(Long::longValue).sum()).isEqualTo(-7 * 400);
    }
  }

  /** Which asks for no more than it gets answered. */
  @Test
  void aRefusalFailsTheClosedLoop() throws InterruptedException {
    try (StubServer server = StubServer.refusing(5)) {
      Load closed = load(Mixes.DEBIT, new Pace.Closed(), 100);
      Measured measured = LoadDriver.run(server.target(), closed, LoadDriver.NOBODY);

      assertThat(measured.unexpected()).isPositive();
      assertThat(measured.failures()).isNotEmpty();
    }
  }

  /** So that it can be asked for again, under its key. */
  @Test
  void aWalletThatWasRefusedItsFirstUseIsCounted() throws InterruptedException {
    try (StubServer server = StubServer.refusing(5)) {
      Measured each = LoadDriver.oneEach(server.target(), load(Mixes.DEBIT, new Pace.Closed(), 1));

      assertThat(each.refusals()).isEqualTo(20);
      assertThat(each.unexpected()).isZero();
      assertThat(each.moved()).filteredOn(moved -> moved == 0).hasSize(20);
    }
  }

  @Test
  void aTargetThatIsNotThereIsAFailure() throws InterruptedException {
    Target gone;
    try (StubServer server = new StubServer(NEVER, 0)) {
      gone = server.target();
    }

    Measured measured = LoadDriver.run(gone, open(100), LoadDriver.NOBODY);

    assertThat(measured.achieved()).isZero();
    assertThat(measured.failures()).isNotEmpty();
  }

  @Test
  void aDriverThatIsLateSaysThatItsLatenciesAreItsOwn() {
    Tally tally = new Tally(new Tally.Window(0, 1_000_000_000), Mixes.named(Mixes.DEBIT, 1));
    for (int i = 0; i < 1_000; i++) {
      tally.late(i, 5_000_000);
      tally.unit(true, Outcome.SUCCEEDED, i, i + 6_000_000L);
    }
    Measured measured =
        new Measured(
            1_000_000_000,
            0,
            1_000,
            Map.of(),
            0,
            0,
            0,
            Map.of(),
            tally.seconds,
            Map.of(),
            Optional.of(tally.lag),
            List.of(),
            List.of());

    assertThat(measured.unfit()).hasValueSatisfying(why -> assertThat(why).contains("late"));
  }

  private static Load open(long windowMillis) {
    return load(Mixes.DEBIT, new Pace.Open(RATE), windowMillis);
  }

  private static Load load(String mix, Pace pace, long windowMillis) {
    return new Load(
        Mixes.named(mix, 1),
        pace,
        8,
        2,
        0,
        windowMillis,
        7,
        WALLETS,
        Skew.UNIFORM,
        1,
        UUID.randomUUID().toString());
  }
}
