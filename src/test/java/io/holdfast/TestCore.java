package io.holdfast;

import io.holdfast.authorize.Authorizer;
import io.holdfast.authorize.LoopTimers;
import io.holdfast.authorize.StaleWallets;
import io.holdfast.authorize.WalletLoads;
import io.holdfast.gate.Gate;
import io.holdfast.gate.RedisGate;
import io.holdfast.gate.RedisLink;
import io.holdfast.ledger.BookLookups;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.GroupCommit;
import io.holdfast.ledger.GuardedPool;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * The core on several event loops, each with an object graph of its own, as the service has it: one
 * process, as far as the servers can tell. Its methods are for any thread.
 */
public final class TestCore implements AutoCloseable {
  private static final Committer.Bounds BOUNDS = new Committer.Bounds(2, 256, 4_096, 4_000);
  private static final int STATEMENT_TIMEOUT_MILLIS = 3_000;
  private static final int READ_LIMIT_MILLIS = 1_000;
  private static final int REDIS_TIMEOUT_MILLIS = 1_000;
  private static final int QUEUE_MAX = 4_096;

  private final Vertx vertx;
  private final Committer committer;
  private final Metrics metrics;
  private final Context commits;
  private final List<Loop> loops = new ArrayList<>();

  /** What one event loop has. */
  public record Loop(
      Context context,
      LoopTimers timers,
      RedisLink link,
      Gate gate,
      GroupCommit ledger,
      Pool pool,
      Lookups lookups,
      Authorizer authorizer) {

    /** Does something on the event loop. */
    public <T> Future<T> run(Function<Loop, Future<T>> action) {
      Promise<T> promise = Promise.promise();
      context.runOnContext(nothing -> action.apply(this).onComplete(promise));
      return promise.future();
    }

    public Future<Answer> submit(Operation operation) {
      return run(loop -> loop.authorizer.submit(operation));
    }
  }

  private TestCore(Vertx vertx, Committer committer, Metrics metrics) {
    this.vertx = vertx;
    this.committer = committer;
    this.metrics = metrics;
    this.commits = vertx.getOrCreateContext();
  }

  /** Starts on a book and a Redis. */
  public static TestCore start(PostgresOptions book, String redisUri, int loops) {
    return start(book, redisUri, loops, BOUNDS);
  }

  /** Starts on a book whose businesses all have limits. */
  public static TestCore limited(PostgresOptions book, String redisUri, int loops) {
    return start(book, redisUri, loops, BOUNDS, business -> true);
  }

  /** Starts with other bounds. */
  public static TestCore start(
      PostgresOptions book, String redisUri, int loops, Committer.Bounds bounds) {
    return start(book, redisUri, loops, bounds, business -> false);
  }

  private static TestCore start(
      PostgresOptions book,
      String redisUri,
      int loops,
      Committer.Bounds bounds,
      IntPredicate limited) {
    Vertx vertx = Vertx.vertx();
    Metrics metrics = new Metrics();
    TestCore core = onLoop(vertx, own -> commits(own, book, bounds, metrics, limited));
    WalletLoads.UnderWay underWay = new WalletLoads.UnderWay();
    for (int i = 0; i < loops; i++) {
      core.loops.add(
          onLoop(vertx, own -> wire(own, book, redisUri, core.committer, underWay, metrics)));
    }
    return core;
  }

  private static Future<TestCore> commits(
      Vertx vertx,
      PostgresOptions book,
      Committer.Bounds bounds,
      Metrics metrics,
      IntPredicate limited) {
    Committer committer =
        new Committer(
            vertx,
            book.connectOptions(STATEMENT_TIMEOUT_MILLIS),
            bounds,
            metrics,
            problems -> true,
            limited);
    return committer.start().map(nothing -> new TestCore(vertx, committer, metrics));
  }

  private static Future<Loop> wire(
      Vertx vertx,
      PostgresOptions book,
      String redisUri,
      Committer committer,
      WalletLoads.UnderWay underWay,
      Metrics metrics) {
    RedisOptions options = new RedisOptions().setConnectionString(redisUri).setMaxPoolSize(2);
    RedisLink link = new RedisLink(vertx, options, false, REDIS_TIMEOUT_MILLIS);
    Gate gate = new RedisGate(vertx, link, QUEUE_MAX, metrics);
    GroupCommit ledger = new GroupCommit(vertx, committer);
    Pool pool =
        new GuardedPool(
            vertx,
            () -> book.pool(vertx, 2, 1_000, STATEMENT_TIMEOUT_MILLIS),
            committer,
            READ_LIMIT_MILLIS,
            STATEMENT_TIMEOUT_MILLIS + 1_000);
    Lookups lookups = new BookLookups(vertx, pool);
    LoopTimers timers = new LoopTimers(vertx);
    StaleWallets stale = new StaleWallets(timers, gate);
    WalletLoads loads = new WalletLoads(timers, gate, lookups, underWay);
    Authorizer authorizer = new Authorizer(timers, gate, ledger, lookups, loads, stale);
    Loop loop =
        new Loop(vertx.getOrCreateContext(), timers, link, gate, ledger, pool, lookups, authorizer);
    return link.connect().otherwiseEmpty().map(loop);
  }

  /** Makes something on an event loop of its own. */
  public static <T> T onLoop(Vertx vertx, Function<Vertx, Future<T>> maker) {
    Promise<T> made = Promise.promise();
    TestServers.await(
        vertx.deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                return maker.apply(vertx).onComplete(made);
              }
            }));
    return TestServers.await(made.future());
  }

  public Vertx vertx() {
    return vertx;
  }

  public Committer committer() {
    return committer;
  }

  public Metrics metrics() {
    return metrics;
  }

  public Loop loop(int number) {
    return loops.get(number % loops.size());
  }

  public List<Loop> loops() {
    return loops;
  }

  /** Submits on the first event loop and waits for the answer. */
  public Answer answer(Operation operation) {
    return TestServers.await(loop(0).submit(operation));
  }

  @Override
  public void close() {
    for (Loop loop : loops) {
      TestServers.await(loop.run(own -> own.link.close()));
    }
    Promise<Void> committed = Promise.promise();
    commits.runOnContext(nothing -> committer.close().onComplete(committed));
    TestServers.await(committed.future().transform(result -> vertx.close()));
  }
}
