package io.holdfast.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The threads of one run. */
final class Crew {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Target target;
  private final Load load;
  private final Tally.Window window;
  private final byte[][] ids;
  private final List<Wallets> wallets = new ArrayList<>();
  private final List<Tally> tallies = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final boolean mayBeRefused;

  /**
   * Nobody yet.
   *
   * @param mayBeRefused whether refusals are answers like others
   */
  Crew(Target target, Load load, Tally.Window window, boolean mayBeRefused) {
    this.mayBeRefused = mayBeRefused;
    this.target = target;
    this.load = load;
    this.window = window;
    this.ids =
        load.wallets().stream()
            .map(id -> id.toString().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
  }

  Tally newTally() {
    return new Tally(window, load.mix());
  }

  void add(int index, WalletChoice choice, Arrivals arrivals, Tally tally) {
    int connections =
        load.connections() / load.threads() + (index < load.connections() % load.threads() ? 1 : 0);
    Wallets own = new Wallets(ids, choice);
    Caller caller = new Caller(target, load.nonce(), own, load.amount());
    wallets.add(own);
    tallies.add(tally);
    threads.add(
        new Thread(
            new LoadThread(load, caller, connections, index, arrivals, mayBeRefused, tally),
            "load-" + index));
  }

  Measured work(LoadDriver.Observer observer) throws InterruptedException {
    long millis = System.currentTimeMillis();
    long startedMillis = millis + TimeUnit.NANOSECONDS.toMillis(window.from() - System.nanoTime());
    threads.forEach(Thread::start);
    watch(observer);
    for (Thread thread : threads) {
      thread.join();
    }
    return sum(startedMillis);
  }

  private void watch(LoadDriver.Observer observer) throws InterruptedException {
    if (observer == LoadDriver.NOBODY) {
      return;
    }
    sleepUntil(window.from());
    observer.windowOpens();
    int seconds = 1;
    for (long at = window.from() + SECOND; at - window.to() < 0; at += SECOND) {
      sleepUntil(at);
      observer.second(seconds++, tallies.stream().mapToLong(t -> t.achieved.get()).sum());
    }
    sleepUntil(window.to());
    observer.windowCloses();
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private Measured sum(long startedMillis) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    long[] statuses = new long[Tally.STATUSES];
    long[] moved = new long[ids.length];
    List<String> failures = new ArrayList<>();
    Tally first = tallies.get(0);
    for (Tally tally : tallies) {
      for (Outcome outcome : Outcome.values()) {
        outcomes.merge(outcome, tally.outcomes(outcome), Long::sum);
      }
      for (int status = 0; status < statuses.length; status++) {
        statuses[status] += tally.statuses[status];
      }
      failures.addAll(tally.failures);
    }
    for (Tally tally : tallies.subList(1, tallies.size())) {
      addAll(first.seconds, tally.seconds);
      addAll(first.steps, tally.steps);
      first.lag.add(tally.lag);
    }
    wallets.forEach(own -> own.addTo(moved));
    return new Measured(
        window.to() - window.from(),
        startedMillis,
        tallies.stream().mapToLong(tally -> tally.achieved.get()).sum(),
        outcomes,
        tallies.stream().mapToLong(tally -> tally.unanswered).sum(),
        tallies.stream().mapToLong(tally -> tally.unexpectedInAll).sum(),
        tallies.stream().mapToLong(tally -> tally.refusedInAll).sum(),
        Measured.byStatus(statuses),
        first.seconds,
        byName(load.mix().steps(), first.steps),
        load.pace() instanceof Pace.Open ? Optional.of(first.lag) : Optional.empty(),
        Arrays.stream(moved).boxed().toList(),
        List.copyOf(failures));
  }

  private static void addAll(List<Histogram> sums, List<Histogram> more) {
    for (int i = 0; i < sums.size(); i++) {
      sums.get(i).add(more.get(i));
    }
  }

  private static Map<String, Histogram> byName(List<String> names, List<Histogram> steps) {
    Map<String, Histogram> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), steps.get(i));
    }
    return byName;
  }
}
