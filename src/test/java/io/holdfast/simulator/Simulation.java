package io.holdfast.simulator;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Fault;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.AsyncResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** One run: processes, clients and faults of a seed, and what must hold. */
final class Simulation {
  private static final int BUSINESS = 1;
  private static final int NODES = 2;
  private static final int WALLETS = 2;
  private static final int CLIENTS = 5;
  private static final long RANDOM_BITS = (1L << 34) - 1;
  private static final long TROUBLE_MICROS = 6_000_000;

  /** Reconnecting, marks that become old, the settler's period, and patience. */
  private static final long QUIET_MICROS = 40_000_000;

  private static final long CLIENT_PATIENCE_MICROS = 4_000_000;

  /** In which a hold that is over is released, once everything is there again. */
  private static final long EXPIRY_MICROS = 5_000_000;

  private final Scheduler scheduler;
  final ModelRedis redis;
  final ModelBook book;
  private final Wire.ServerState redisState = new Wire.ServerState();
  private final Wire.ServerState bookState = new Wire.ServerState();
  private final Node[] nodes = new Node[NODES];
  private final List<WalletRef> wallets = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final Deque<Receipt> holds = new ArrayDeque<>();
  private final List<String> trace = new ArrayList<>();
  private ModelRedis.Copy copy;
  private long keys;
  private boolean over;

  /** In half of the runs nobody crashes or doubles messages: the cache is exact in the end. */
  private final boolean mayCrash;

  /** In some nothing at all goes wrong, and the cache never promises what is not there. */
  private final boolean healthy;

  private long changes;

  /** A request and what its client knows of it. */
  private static final class Request {
    final Operation operation;
    final long sentMicros;
    boolean copied;
    boolean mayHaveHappened;
    boolean ended;
    Answer answer;
    int attempt;

    Request(Operation operation, long sentMicros) {
      this.operation = operation;
      this.sentMicros = sentMicros;
    }
  }

  Simulation(long seed) {
    scheduler = new Scheduler(seed);
    mayCrash = seed % 2 == 0;
    healthy = seed % 8 == 1;
    redis = new ModelRedis(scheduler);
    redis.log = line -> note("redis " + line);
    book = new ModelBook(scheduler, BUSINESS);
    for (int i = 0; i < WALLETS; i++) {
      WalletRef wallet = new WalletRef(walletId(10 + i), "USD");
      wallets.add(wallet);
      book.open(wallet, i * 20L);
    }
    for (int i = 0; i < NODES; i++) {
      nodes[i] = node();
    }
  }

  /** The same in every run: without what is random in an id. */
  private static UUID walletId(long number) {
    UUID id = Ids.wallet(1, number);
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() & ~RANDOM_BITS);
  }

  private Node node() {
    return new Node(scheduler, redis, book, redisState, bookState, mayCrash);
  }

  /** What happened, a line each. */
  List<String> trace() {
    return trace;
  }

  /** Runs to the end; throws an {@link AssertionError} if something does not hold. */
  void run() {
    for (int i = 0; i < CLIENTS; i++) {
      scheduler.in(scheduler.random.nextLong(10_000), this::act);
    }
    if (!healthy) {
      scheduler.in(100_000, this::disturb);
    }
    while (scheduler.step(TROUBLE_MICROS)) {
      checkStep();
    }
    over = true;
    heal();
    while (scheduler.step(TROUBLE_MICROS + QUIET_MICROS)) {
      checkStep();
      if (scheduler.nowMicros() > TROUBLE_MICROS + EXPIRY_MICROS) {
        List<?> late = book.overSince(scheduler.nowMillis() - EXPIRY_MICROS / 1_000);
        require(late.isEmpty(), "not released in time: " + late);
      }
    }
    judge();
  }

  /** What must hold at any moment. */
  private void checkStep() {
    if (changes != book.changes()) {
      changes = book.changes();
      book.check();
    }
    for (WalletRef wallet : healthy ? wallets : List.<WalletRef>of()) {
      Long cached = redis.available(wallet.number());
      long available = book.book.state(wallet.number()).available();
      require(
          cached == null || cached <= available,
          "cached " + cached + ", available " + available + " in " + wallet);
    }
  }

  private void note(String what) {
    trace.add(scheduler.nowMicros() + " " + what);
  }

  // Clients.

  private void act() {
    if (over) {
      return;
    }
    Request request = new Request(operation(), scheduler.nowMicros());
    requests.add(request);
    send(request);
    if (scheduler.chance(10)) {
      // While Redis is away a decline is not remembered: one copy may be declined, the other not.
      request.copied = true;
      scheduler.in(scheduler.random.nextLong(5_000), () -> submit(request));
    }
  }

  private Operation operation() {
    WalletRef wallet = wallets.get(scheduler.random.nextInt(WALLETS));
    long amount = scheduler.random.nextLong(1, 30);
    long number = keys++;
    Origin origin = new Origin(BUSINESS, 0, OperationKey.of("k" + number), number);
    boolean partial = scheduler.chance(4);
    Receipt hold = scheduler.chance(2) ? holds.poll() : null;
    if (hold != null) {
      MovementRef ref = new MovementRef(hold.id());
      return switch (scheduler.random.nextInt(3)) {
        case 0 -> new Operation.VoidHold(origin, ref, 0);
        case 1 -> new Operation.Increment(origin, ref, 3);
        default -> new Operation.Capture(origin, ref, 0, true);
      };
    }
    return switch (scheduler.random.nextInt(6)) {
      case 0, 1 ->
          new Operation.Credit(origin, OperationKind.DEPOSIT, wallet, amount, Details.NONE, 1);
      case 2, 3 ->
          new Operation.Authorize(
              origin, wallet, amount, amount, partial, expiresIn(), Details.NONE, 1);
      default -> new Operation.Debit(origin, wallet, amount, partial, Details.NONE, 1);
    };
  }

  /** Seconds; some are over while there is trouble, some afterwards, some never here. */
  private int expiresIn() {
    return scheduler.chance(3) ? 3_600 : scheduler.random.nextInt(1, 12);
  }

  private void send(Request request) {
    int attempt = ++request.attempt;
    submit(request);
    scheduler.in(
        CLIENT_PATIENCE_MICROS,
        () -> {
          if (!request.ended && request.attempt == attempt) {
            request.mayHaveHappened = true;
            note("no answer " + request.operation.origin().key().text());
            send(request);
          }
        });
  }

  private void submit(Request request) {
    Node node = nodes[scheduler.random.nextInt(NODES)];
    if (!node.isAlive()) {
      scheduler.in(20_000, () -> retry(request));
      return;
    }
    note("send " + request.operation.origin().key().text() + " " + request.operation.kind());
    int attempt = request.attempt;
    node.submit(request.operation).onComplete(result -> answered(request, attempt, result));
  }

  private void retry(Request request) {
    if (!request.ended) {
      send(request);
    }
  }

  private void answered(Request request, int attempt, AsyncResult<Answer> result) {
    note("told " + request.operation.origin().key().text() + " " + result);
    if (result.succeeded() && result.result() instanceof Answer.Done done) {
      check(done, request);
    }
    if (request.ended) {
      return;
    }
    if (result.failed()) {
      boolean unknown = ((Fault) result.cause()).outcome() == Fault.Outcome.UNKNOWN;
      request.mayHaveHappened |= unknown;
      if (attempt == request.attempt) {
        scheduler.in(50_000, () -> retry(request));
      }
    } else if (result.result() instanceof Answer.InProgress) {
      scheduler.in(50_000, () -> retry(request));
    } else {
      end(request, result.result());
    }
  }

  private void end(Request request, Answer answer) {
    request.ended = true;
    request.answer = answer;
    if (answer instanceof Answer.Refused refused
        && refused.reason() == Refusal.INSUFFICIENT_FUNDS) {
      long least = book.leastSince(request.operation.wallet(), request.sentMicros);
      boolean partial = request.operation.allowsPartial();
      require(
          least < (partial ? 1 : request.operation.reserves()),
          "declined, but " + least + " was there all the time: " + request.operation);
    }
    if (answer instanceof Answer.Done done && request.operation.kind() == OperationKind.AUTHORIZE) {
      holds.add(done.receipt());
    }
    scheduler.in(scheduler.random.nextLong(20_000), this::act);
  }

  private void check(Answer.Done done, Request request) {
    require(moved(request), "acknowledged, but not in the book: " + request.operation);
    require(done.receipt() != null, "no receipt: " + request.operation);
  }

  private boolean moved(Request request) {
    OperationKey key = request.operation.origin().key();
    for (int generation = 0; generation < 40; generation++) {
      if (book.moved(request.operation.wallet(), key.hash())) {
        return true;
      }
      key = key.next();
    }
    return false;
  }

  // Faults.

  private void disturb() {
    if (over) {
      return;
    }
    long micros = scheduler.random.nextLong(1_000, 1_500_000);
    int fault = scheduler.random.nextInt(14);
    note("fault " + fault + " for " + micros);
    switch (fault) {
      case 0 -> redis.flush();
      case 1 -> redisState.silentUntilMicros = scheduler.nowMicros() + micros;
      case 2 -> bookState.silentUntilMicros = scheduler.nowMicros() + micros * 3;
      case 3 -> stop(redisState, micros, redis::flush);
      case 4 -> stop(bookState, micros, () -> {});
      case 5 -> {
        copy = redis.copy();
        scheduler.in(micros, this::failOver);
      }
      case 6 -> redis.clockOffsetSeconds = scheduler.random.nextLong(-3_600, 3_600);
      case 7 -> any().toRedis.sever();
      case 8 -> any().toLedger.sever();
      case 9 -> any().toLookups.sever();
      case 10 -> redis.vanish(wallets.get(scheduler.random.nextInt(WALLETS)).number());
      case 11 -> redis.forgetDeclines();
      default -> {
        if (mayCrash) {
          crash(scheduler.random.nextInt(NODES), micros);
        }
      }
    }
    scheduler.in(scheduler.random.nextLong(50_000, 900_000), this::disturb);
  }

  private Node any() {
    return nodes[scheduler.random.nextInt(NODES)];
  }

  private void crash(int number, long micros) {
    nodes[number].crash();
    scheduler.in(micros, () -> nodes[number] = nodes[number].isAlive() ? nodes[number] : node());
  }

  private void failOver() {
    if (copy != null && !over) {
      for (Node node : nodes) {
        node.toRedis.sever();
      }
      redis.replaceBy(copy);
      copy = null;
    }
  }

  private void stop(Wire.ServerState server, long micros, Runnable atReturn) {
    server.down = true;
    for (Node node : nodes) {
      if (server == redisState) {
        node.toRedis.sever();
      } else {
        node.toLedger.sever();
        node.toLookups.sever();
      }
    }
    scheduler.in(
        micros,
        () -> {
          if (server.down) {
            server.down = false;
            atReturn.run();
          }
        });
  }

  private void heal() {
    note("healed");
    if (redisState.down) {
      redisState.down = false;
      redis.flush();
    }
    bookState.down = false;
    redisState.silentUntilMicros = 0;
    bookState.silentUntilMicros = 0;
    for (int i = 0; i < NODES; i++) {
      if (!nodes[i].isAlive()) {
        nodes[i] = node();
      }
    }
  }

  // What must hold in the end.

  private void judge() {
    for (Request request : requests) {
      require(request.ended, "no end: " + request.operation);
      if (!(request.answer instanceof Answer.Done) && !request.copied) {
        require(!moved(request), request.answer + ", but in the book: " + request.operation);
      }
    }
    require(redis.marks() == 0, redis.marks() + " marks are left");
    for (WalletRef wallet : wallets) {
      Long cached = redis.available(wallet.number());
      long available = book.book.state(wallet.number()).available();
      // What a process committed and did not live to show, or what was added twice, PostgreSQL and
      // the audit put right.
      require(
          mayCrash || cached == null || cached == available,
          "cached " + cached + ", available " + available + " in " + wallet);
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** Requests that were sent. */
  int requests() {
    return requests.size();
  }
}
