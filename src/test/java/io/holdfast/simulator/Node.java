package io.holdfast.simulator;

import io.holdfast.authorize.Authorizer;
import io.holdfast.authorize.HoldExpiry;
import io.holdfast.authorize.Settler;
import io.holdfast.authorize.StaleWallets;
import io.holdfast.authorize.Timers;
import io.holdfast.authorize.WalletLoads;
import io.holdfast.gate.Gate;
import io.holdfast.gate.Marks;
import io.holdfast.gate.Reservation;
import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A process of the service: the real use case over wires to the models. */
final class Node {
  private static final long REDIS_TIMEOUT_MILLIS = 500;
  private static final long COMMIT_TIMEOUT_MILLIS = 3_000;

  private final ModelRedis redis;
  private final ModelBook book;
  final Wire toRedis;
  final Wire toLedger;
  final Wire toLookups;
  private final Authorizer authorizer;
  private boolean alive = true;

  Node(
      Scheduler scheduler,
      ModelRedis redis,
      ModelBook book,
      Wire.ServerState redisState,
      Wire.ServerState bookState,
      boolean doubling) {
    this.redis = redis;
    this.book = book;
    Wire.Doubling late = doubling ? Wire.Doubling.LATE : Wire.Doubling.NEVER;
    Wire.Doubling atOnce = doubling ? Wire.Doubling.AT_ONCE : Wire.Doubling.NEVER;
    toRedis = new Wire(scheduler, this::isAlive, redisState, REDIS_TIMEOUT_MILLIS, late);
    toLedger = new Wire(scheduler, this::isAlive, bookState, COMMIT_TIMEOUT_MILLIS, atOnce);
    toLookups = new Wire(scheduler, this::isAlive, bookState, COMMIT_TIMEOUT_MILLIS, atOnce);
    Timers timers = scheduler.timers(this::isAlive);
    Gate gate = new WiredGate();
    Ledger ledger = new WiredLedger();
    Lookups lookups = new WiredLookups();
    StaleWallets stale = new StaleWallets(timers, gate);
    WalletLoads loads = new WalletLoads(timers, gate, lookups, new WalletLoads.UnderWay());
    authorizer = new Authorizer(timers, gate, ledger, lookups, loads, stale);
    Marks marks =
        seconds ->
            asked(toRedis, () -> redis.olderThan(seconds))
                .map(old -> old.stream().map(it -> new Marks.Mark(it.wallet(), it.key())).toList());
    new Settler(timers, gate, marks, ledger).start();
    new HoldExpiry(timers, lookups, ledger, authorizer).start();
  }

  boolean isAlive() {
    return alive;
  }

  /** From here on nothing that was under way goes on. */
  void crash() {
    alive = false;
    toRedis.sever();
    toLedger.sever();
    toLookups.sever();
  }

  Future<Answer> submit(Operation operation) {
    return authorizer.submit(operation);
  }

  private static <T> Future<T> asked(Wire wire, Supplier<T> effect) {
    return wire.isUp() ? wire.send(effect) : Future.failedFuture("not connected");
  }

  private final class WiredGate implements Gate {
    @Override
    public boolean isUp() {
      return toRedis.isUp();
    }

    @Override
    public Future<Reservation> reserve(Operation operation) {
      return asked(toRedis, () -> redis.reserve(operation, false));
    }

    @Override
    public Future<Reservation> reserveAnyway(Operation operation) {
      return asked(toRedis, () -> redis.reserve(operation, true));
    }

    @Override
    public Future<Void> settle(Operation it) {
      return asked(toRedis, () -> redis.settle(it.wallet(), it.origin().key().hash()));
    }

    @Override
    public Future<Void> undo(Operation it) {
      return asked(toRedis, () -> redis.undo(it.wallet(), it.origin().key().hash()));
    }

    @Override
    public Future<Void> add(long wallet, long amount, long version) {
      return asked(toRedis, () -> redis.add(wallet, amount, version));
    }

    @Override
    public Future<Void> invalidate(long wallet, long version) {
      return asked(toRedis, () -> redis.invalidate(wallet, version));
    }

    @Override
    public Future<Void> recordDecline(Operation operation, Answer.Refused declined) {
      return asked(toRedis, () -> redis.decline(operation, declined));
    }

    @Override
    public Future<Trace> trace(long wallet, UUID key) {
      return Future.failedFuture("nobody inquires here");
    }

    @Override
    public Future<Optional<Load>> beginLoad(long wallet) {
      return asked(toRedis, () -> redis.beginLoad(wallet))
          .map(
              reply ->
                  reply.isEmpty()
                      ? Optional.empty()
                      : Optional.of(
                          new Load(
                              reply.get(0),
                              reply.stream().skip(1).map(UUID::fromString).toList())));
    }

    @Override
    public Future<Boolean> endLoad(
        Load load,
        int business,
        UUID id,
        String currency,
        WalletState state,
        List<UUID> uncommitted) {
      List<UUID> committed = new ArrayList<>(load.pending());
      committed.removeAll(uncommitted);
      return asked(
          toRedis,
          () -> redis.endLoad(Ids.number(id), load.ticket(), state, uncommitted, committed));
    }
  }

  private final class WiredLedger implements Ledger {
    @Override
    public boolean isUp() {
      return toLedger.isUp();
    }

    @Override
    public boolean keepsOrder() {
      return false; // Here messages overtake one another.
    }

    @Override
    public Future<Posted> post(Operation operation) {
      if (!toLedger.isUp()) {
        return Future.failedFuture(Fault.notApplied("not connected", null));
      }
      return toLedger
          .send(() -> book.post(operation))
          .recover(broken -> Future.failedFuture(Fault.unknown("the session broke", broken)));
    }
  }

  private final class WiredLookups implements Lookups {
    private <T> Future<T> look(Supplier<T> query) {
      return asked(toLookups, query)
          .recover(broken -> Future.failedFuture(Fault.notApplied("no answer", broken)));
    }

    @Override
    public Future<Map<UUID, Posted.Repeated>> taken(long wallet, List<UUID> keys) {
      return look(
          () -> {
            Map<UUID, Posted.Repeated> taken = new HashMap<>();
            keys.forEach(key -> book.taken(wallet, key).ifPresent(it -> taken.put(key, it)));
            return taken;
          });
    }

    @Override
    public Future<Optional<Review>> review(long wallet, UUID key) {
      return look(() -> book.standing(wallet).map(it -> new Review(it, book.taken(wallet, key))));
    }

    @Override
    public Future<Optional<Snapshot>> snapshot(long wallet, List<UUID> keys) {
      return look(
          () -> book.standing(wallet).map(it -> new Snapshot(it, book.committed(wallet, keys))));
    }

    @Override
    public Future<Receipt> receipt(long wallet, OperationKind kind, long sequence) {
      return look(() -> book.receipt(wallet, sequence));
    }

    @Override
    public Future<Made> made(long wallet, long sequence) {
      return Future.failedFuture(Fault.notApplied("nobody reverses here", null));
    }

    @Override
    public Future<List<Expired>> expired(int limit) {
      return look(() -> book.expired().stream().limit(limit).toList());
    }
  }
}
