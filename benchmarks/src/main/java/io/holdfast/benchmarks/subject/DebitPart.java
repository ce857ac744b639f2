package io.holdfast.benchmarks.subject;

import io.holdfast.gate.RedisGate;
import io.holdfast.gate.RedisLink;
import io.holdfast.gate.Reservation;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.GroupCommit;
import io.holdfast.ledger.Posted;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A part of the service that debits pass through, on several event loops. */
sealed interface DebitPart {
  int QUEUE_MAX = 4_096;
  long TIMEOUT_MILLIS = 10_000;

  /** Connects: on each event loop that will call {@link #debit}, with its index there. */
  Future<?> start(List<Context> loops, Context own);

  /** Completes when this part has done its work; fails if it was not a debit made. */
  Future<?> debit(int loop, int wallet, long amount);

  /** Makes the debits: each under a key that no other has. */
  final class Debits {
    private final List<UUID> wallets;
    private final int business;
    private final long house;
    private final String nonce = UUID.randomUUID().toString();
    private final AtomicLong count = new AtomicLong();

    Debits(List<UUID> wallets, int business, long house) {
      this.wallets = wallets;
      this.business = business;
      this.house = house;
    }

    Operation next(int wallet, long amount) {
      long number = count.incrementAndGet();
      Origin origin = new Origin(business, 0, OperationKey.of(nonce + "-" + number), number);
      WalletRef ref = new WalletRef(wallets.get(wallet), "USD");
      return new Operation.Debit(origin, ref, amount, false, Details.NONE, house);
    }
  }

  /** Calls on a context, and answers wherever that was asked for. */
  private static <T> Future<T> on(Context context, Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(nothing -> work.get().onComplete(promise));
    return promise.future();
  }

  /** Redis: the reservation, and its mark cleared afterwards, as after a commit. */
  final class OfGate implements DebitPart {
    private static final long CACHED = 100_000_000_000L;
    private static final int LOADED_AT_ONCE = 200;

    private final Vertx vertx;
    private final RedisOptions redis;
    private final Debits debits;
    private final Metrics metrics = new Metrics();
    private final List<RedisGate> gates = new ArrayList<>();

    OfGate(Vertx vertx, String redisUri, Debits debits) {
      this.vertx = vertx;
      this.redis = new RedisOptions().setConnectionString(redisUri);
      this.debits = debits;
    }

    @Override
    public Future<?> start(List<Context> loops, Context own) {
      Future<Void> started = Future.succeededFuture();
      for (Context loop : loops) {
        started = started.compose(before -> on(loop, this::connect));
      }
      return started.compose(all -> on(loops.get(0), () -> cacheFrom(0)));
    }

    private Future<Void> connect() {
      RedisLink link = new RedisLink(vertx, redis, false, TIMEOUT_MILLIS);
      return link.connect()
          .onSuccess(up -> gates.add(new RedisGate(vertx, link, QUEUE_MAX, metrics)));
    }

    private Future<Void> cacheFrom(int first) {
      if (first >= debits.wallets.size()) {
        return Future.succeededFuture();
      }
      int end = Math.min(debits.wallets.size(), first + LOADED_AT_ONCE);
      List<Future<Boolean>> cached =
          debits.wallets.subList(first, end).stream().map(this::cache).toList();
      return Future.all(cached).compose(some -> cacheFrom(end));
    }

    private Future<Boolean> cache(UUID wallet) {
      RedisGate gate = gates.get(0);
      WalletState state = new WalletState(CACHED, 0, 0, WalletStatus.ACTIVE, 2);
      return gate.beginLoad(Ids.number(wallet))
          .compose(
              load ->
                  gate.endLoad(
                      load.orElseThrow(), debits.business, wallet, "USD", state, List.of()));
    }

    @Override
    public Future<?> debit(int loop, int wallet, long amount) {
      Operation debit = debits.next(wallet, amount);
      RedisGate gate = gates.get(loop);
      return gate.reserve(debit)
          .map(Reservation.Reserved.class::cast)
          // Nobody waits for it: the caller has the answer by then.
          .onSuccess(reserved -> gate.settle(debit));
    }
  }

  /** PostgreSQL: the group commit. */
  final class OfLedger implements DebitPart {
    private static final int LANES = 1;
    private static final int BATCH_MAX = 256;

    private final Vertx vertx;
    private final PostgresOptions postgres;
    private final Debits debits;
    private final Metrics metrics = new Metrics();
    private final List<GroupCommit> ledgers = new ArrayList<>();

    OfLedger(Vertx vertx, String postgresUri, Debits debits) {
      this.vertx = vertx;
      this.postgres = PostgresOptions.parse(postgresUri);
      this.debits = debits;
    }

    @Override
    public Future<?> start(List<Context> loops, Context own) {
      Committer.Bounds bounds = new Committer.Bounds(LANES, BATCH_MAX, QUEUE_MAX, TIMEOUT_MILLIS);
      Future<Committer> started =
          on(
              own,
              () -> {
                Committer committer =
                    new Committer(
                        vertx, postgres.connectOptions((int) TIMEOUT_MILLIS), bounds, metrics);
                return committer.start().map(up -> committer);
              });
      for (Context loop : loops) {
        started = started.compose(committer -> on(loop, () -> join(committer)));
      }
      return started;
    }

    private Future<Committer> join(Committer committer) {
      ledgers.add(new GroupCommit(vertx, committer));
      return Future.succeededFuture(committer);
    }

    @Override
    public Future<?> debit(int loop, int wallet, long amount) {
      return ledgers
          .get(loop)
          .post(debits.next(wallet, amount))
          .map(
              posted -> {
                if (posted instanceof Posted.Refused refused) {
                  throw new IllegalStateException(refused.toString());
                }
                return posted;
              });
    }
  }
}
