package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.LoadDriver;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Skew;
import io.holdfast.benchmarks.load.Target;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A program that is asked over HTTP.
 *
 * @param targets where to ask, by what is asked
 * @param jvm in which it runs, if this run has started it
 */
record HttpSubject(
    String name,
    OptionalInt eventLoops,
    Map<Skew, Target> targets,
    Optional<ChildJvm> jvm,
    Optional<Book> book,
    Claims claims)
    implements Subject {
  /** A service that was just started is slow, and refuses what would wait for long. */
  private static final int TOUCH_CONNECTIONS = 32;

  /** A disk that stalls for more than a second has the service refuse what comes meanwhile. */
  private static final int TOUCHES_AGAIN = 3;

  static Map<Skew, Target> everywhere(Target target) {
    return Map.of(Skew.UNIFORM, target, Skew.ZIPF, target, Skew.ONE, target);
  }

  @Override
  public OptionalLong pid() {
    return jvm.isPresent() ? OptionalLong.of(jvm.get().pid()) : OptionalLong.empty();
  }

  @Override
  public Measured measure(Load load, LoadDriver.Observer observer) throws InterruptedException {
    Measured measured = LoadDriver.run(targets.get(load.skew()), load, observer);
    claims.add(measured.moved());
    return measured;
  }

  /**
   * One unit for every wallet, so that none is met for the first time when it counts: a cache is
   * measured full, and pages are in memory, for all alike.
   *
   * @return seconds that took
   */
  double touchEveryWallet(Load load) throws InterruptedException, IOException {
    long start = System.nanoTime();
    long refusals = touchOnce(load);
    for (int again = 1; refusals > 0; again++) {
      if (again > TOUCHES_AGAIN) {
        throw new IOException("%s refused %,d again".formatted(name, refusals));
      }
      TimeUnit.SECONDS.sleep(1);
      // Under the same keys, as any caller would: what was done is answered again.
      refusals = touchOnce(load);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private long touchOnce(Load load) throws InterruptedException, IOException {
    Measured touched =
        LoadDriver.oneEach(targets.get(load.skew()), load.onAtMost(TOUCH_CONNECTIONS));
    claims.add(touched.moved());
    if (touched.unexpected() + touched.unanswered() > 0) {
      throw new IOException(name + ": " + touched.failures());
    }
    return touched.refusals();
  }

  @Override
  public void close() {
    book.ifPresent(Book::close);
    jvm.ifPresent(ChildJvm::close);
  }
}
