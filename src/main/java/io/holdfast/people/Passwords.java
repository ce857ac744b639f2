package io.holdfast.people;

import io.holdfast.ledger.CallerContext;
import io.holdfast.operation.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes and compares passwords on threads of its own, few of them and with a bounded queue, so
 * that neither a flood of guesses nor a forgotten password delays a checkout.
 *
 * <p>One for the process, from any thread; futures complete on the event loop that asked. They fail
 * with a {@link Fault} (not applied) when too much waits already.
 */
public final class Passwords {
  private static final int THREADS_MAX = 4;

  /** Of 50 ms each: beyond this a caller would have given up before its turn. */
  private static final int WAITING_MAX = 32;

  private final ThreadPoolExecutor workers;
  private final String nobodys = Argon2id.hash("nobody's");

  /** With half of the machine's cores, one at least. */
  public Passwords() {
    this(
        Math.max(1, Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors() / 2)),
        WAITING_MAX);
  }

  Passwords(int threads, int waitingMax) {
    workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waitingMax),
            task -> {
              Thread thread = new Thread(task, "passwords");
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
  }

  /** The form in which a password is kept. */
  Future<String> hash(String password) {
    return work(() -> Argon2id.hash(password));
  }

  /**
   * Which of these hashes are of the password, by index. All are compared; without any, one of
   * nobody's is, so that an unknown e-mail takes as long as a known one.
   */
  Future<List<Integer>> matching(String password, List<String> hashes) {
    return work(
        () -> {
          List<Integer> matching = new ArrayList<>();
          if (hashes.isEmpty()) {
            Argon2id.matches(password, nobodys);
          }
          for (int i = 0; i < hashes.size(); i++) {
            if (Argon2id.matches(password, hashes.get(i))) {
              matching.add(i);
            }
          }
          return matching;
        });
  }

  /** Ends it; what waits is not worked on any more. */
  public void close() {
    workers.shutdownNow();
  }

  private <T> Future<T> work(Supplier<T> task) {
    Promise<T> done = Promise.promise();
    try {
      workers.execute(
          () -> {
            try {
              done.complete(task.get());
            } catch (RuntimeException failure) {
              done.fail(failure);
            }
          });
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(Fault.notApplied("too many passwords wait", null));
    }
    return CallerContext.on(done.future());
  }
}
