package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestServers;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Callers that go on whatever happens, each with one request at a time, and what they were told.
 */
public final class Storm {
  private static final int WALLETS = 8;
  private static final int ATTEMPTS_MAX = 20;
  private static final long PAUSE_AFTER_FAULT_MILLIS = 10;

  /** How a request ended for its caller: with an answer or with a fault. */
  public record Told(
      Operation operation, Answer answer, Fault fault, long sentNanos, long tookNanos) {
    public boolean isDone() {
      return answer instanceof Answer.Done;
    }

    public long tookMillis() {
      return tookNanos / 1_000_000;
    }
  }

  private final TestCore core;
  private final TestOrders orders;
  private final List<WalletRef> wallets = new ArrayList<>();
  private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
  private final List<Future<Void>> callers = new ArrayList<>();
  private volatile boolean over;

  public Storm(TestCore core, TestOrders orders, List<WalletRef> wallets) {
    this.core = core;
    this.orders = orders;
    this.wallets.addAll(wallets);
  }

  /** Wallets with more than a storm can spend. */
  public static List<WalletRef> wallets(TestBusiness business, TestOrders orders, TestCore core) {
    List<WalletRef> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      WalletRef wallet = business.wallet(0);
      assertThat(core.answer(orders.deposit(wallet, 1_000_000_000)))
          .isInstanceOf(Answer.Done.class);
      wallets.add(wallet);
    }
    return wallets;
  }

  public Storm begin(int number) {
    for (int i = 0; i < number; i++) {
      TestCore.Loop loop = core.loop(i);
      int caller = i;
      callers.add(loop.run(own -> next(own, caller)));
    }
    return this;
  }

  /** Waits until every caller has the answer to its last request. */
  public Storm end() {
    over = true;
    TestServers.await(Future.join(callers));
    return this;
  }

  /** What callers were told, in the order they were told. */
  public List<Told> told() {
    return List.copyOf(told);
  }

  /** Waits for an operation that was sent after this moment and is done. */
  public void awaitDoneSentAfter(long nanos, Duration patience) {
    TestServers.awaitUntil(
        "operations are done again",
        patience,
        () -> told.stream().anyMatch(it -> it.isDone() && it.sentNanos() - nanos > 0));
  }

  private Future<Void> next(TestCore.Loop loop, int turn) {
    if (over) {
      return Future.succeededFuture();
    }
    Operation operation = operation(turn);
    long since = System.nanoTime();
    return loop.authorizer()
        .submit(operation)
        .transform(
            result -> {
              Fault fault = result.failed() ? (Fault) result.cause() : null;
              told.add(
                  new Told(operation, result.result(), fault, since, System.nanoTime() - since));
              return loop.timers()
                  .after(fault == null ? 1 : PAUSE_AFTER_FAULT_MILLIS)
                  .compose(nothing -> next(loop, turn + 1));
            });
  }

  private Operation operation(int turn) {
    WalletRef wallet = wallets.get(turn % wallets.size());
    return switch (turn / wallets.size() % 3) {
      case 0 -> orders.deposit(wallet, 2);
      case 1 -> orders.authorize(wallet, 1, 3_600);
      default -> orders.debit(wallet, 1);
    };
  }

  /** What was acknowledged is in the book once, and what was called not applied is not. */
  public void isAsTold(PostgresOptions book) {
    areAsTold(book, told());
  }

  public static void areAsTold(PostgresOptions book, List<Told> all) {
    Map<String, Integer> moved = moved(book);
    for (Told it : all) {
      int times = times(it.operation(), moved);
      if (it.fault() == null) {
        assertThat(it.answer()).as("%s", it.operation()).isInstanceOf(Answer.Done.class);
        assertThat(times).as("%s", it.operation()).isEqualTo(1);
      } else {
        boolean unknown = it.fault().outcome() == Fault.Outcome.UNKNOWN;
        assertThat(times).as("%s: %s", it.operation(), it.fault()).isBetween(0, unknown ? 1 : 0);
      }
    }
  }

  /** The same requests again, until each is done; and then each is in the book once. */
  public void retried(PostgresOptions book) {
    Map<String, Operation> left = new LinkedHashMap<>();
    told.stream().filter(it -> !it.isDone()).forEach(it -> left.put(key(it), it.operation()));
    TestServers.awaitUntil(
        "all are done",
        () -> {
          Map<String, Future<Answer>> answers = new LinkedHashMap<>();
          left.forEach((key, it) -> answers.put(key, core.loop(0).submit(it)));
          TestServers.await(Future.join(List.copyOf(answers.values())).otherwiseEmpty());
          left.keySet().removeIf(key -> answers.get(key).result() instanceof Answer.Done);
          return left.isEmpty();
        });
    Map<String, Integer> moved = moved(book);
    assertThat(told).allMatch(it -> times(it.operation(), moved) == 1);
  }

  private static String key(Told told) {
    return told.operation().origin().key().text();
  }

  /** How often the operation, in whichever attempt, changed anything. */
  private static int times(Operation operation, Map<String, Integer> moved) {
    int times = 0;
    OperationKey key = operation.origin().key();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      times += moved.getOrDefault(key.hash().toString(), 0);
      key = key.next();
    }
    return times;
  }

  private static Map<String, Integer> moved(PostgresOptions book) {
    return TestServers.rows(
            book, "SELECT operation_key, count(*) FROM journal WHERE kind < 12 GROUP BY 1")
        .stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> Integer.valueOf(row.get(1))));
  }
}
