package io.holdfast.audit;

import io.holdfast.gate.CachedBalances;
import io.holdfast.gate.Gate;
import io.holdfast.ledger.Proofs;
import io.holdfast.ledger.Proofs.Standing;
import io.holdfast.ledger.Proofs.Step;
import io.holdfast.ledger.Proofs.Walk;
import io.holdfast.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks through the book and the cache while the service runs. Bound to one event loop. */
public final class Auditor {
  private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

  /** Places in one step: some milliseconds of PostgreSQL. */
  private static final int WALLETS = 100;

  private static final int JOURNAL_ROWS = 400;

  /** A commit shows in the cache long before this, unless it never does. */
  private static final long SECOND_LOOK_MILLIS = 1_000;

  private static final String PART_WALLETS = "wallets";
  private static final String PART_JOURNAL = "journal";
  private static final String PART_CACHE = "cache";

  private final Vertx vertx;
  private final Gate gate;
  private final CachedBalances cache;
  private final Proofs proofs;
  private final Metrics metrics;
  private final int stepsPerSecond;
  private long timer = -1;
  private boolean running;
  private boolean closed;
  private long place;
  private volatile long quarantined;

  /** By part, in milliseconds; read by other threads. */
  private final Map<String, Long> provenMillis = new ConcurrentHashMap<>();

  /**
   * @param stepsPerSecond how often each walk goes on; 0: never
   */
  public Auditor(
      Vertx vertx,
      Gate gate,
      CachedBalances cache,
      Proofs proofs,
      Metrics metrics,
      int stepsPerSecond) {
    this.vertx = vertx;
    this.gate = gate;
    this.cache = cache;
    this.proofs = proofs;
    this.metrics = metrics;
    this.stepsPerSecond = stepsPerSecond;
    metrics.quarantined(() -> quarantined);
    for (String part : List.of(PART_WALLETS, PART_JOURNAL, PART_CACHE)) {
      metrics.auditProven(part, () -> provenMillis.getOrDefault(part, 0L));
      // Shown from the start: who watches for a rise must have seen the zero.
      metrics.auditFindings(part, 0);
    }
  }

  public void start() {
    if (stepsPerSecond > 0) {
      timer = vertx.setPeriodic(Math.max(1, 1_000 / stepsPerSecond), nothing -> tick());
    }
  }

  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  private void tick() {
    if (running || closed) {
      return;
    }
    running = true;
    step()
        .onFailure(failure -> LOG.warn("Could not go on auditing: {}", failure.getMessage()))
        .onComplete(nothing -> running = false);
  }

  /** One step of each walk. */
  Future<Void> step() {
    return proofs
        .wallets(WALLETS)
        .onSuccess(step -> found(PART_WALLETS, step))
        .compose(nothing -> proofs.journal(JOURNAL_ROWS))
        .onSuccess(step -> found(PART_JOURNAL, step))
        .compose(nothing -> proofs.quarantined())
        .onSuccess(count -> quarantined = count)
        .compose(nothing -> proofs.walks())
        .onSuccess(walks -> walks.forEach(this::noteWhenProven))
        .compose(nothing -> gate.isUp() ? compare() : Future.succeededFuture());
  }

  private void found(String part, Step step) {
    if (step.found() > 0) {
      metrics.auditFindings(part, step.found());
      LOG.error(
          "AUDIT: {} of {} places of the {} are wrong; their wallets are set aside",
          step.found(),
          step.checked(),
          part);
    }
  }

  /** A part that was never proven counts from when its first walk began. */
  private void noteWhenProven(Walk walk) {
    Long millis = walk.provenAtMillis() == null ? walk.startedAtMillis() : walk.provenAtMillis();
    if (millis != null) {
      provenMillis.put(walk.part(), millis);
    }
  }

  // The cache.

  private Future<Void> compare() {
    return proofs
        .after(place, WALLETS)
        .compose(
            wallets -> {
              boolean ended = wallets.size() < WALLETS;
              long last = wallets.isEmpty() ? 0 : wallets.get(wallets.size() - 1).wallet();
              return differing(wallets)
                  .compose(suspects -> suspects.isEmpty() ? done() : lookAgain(suspects))
                  .compose(nothing -> proofs.cacheWalked(WALLETS, wallets.size(), last))
                  .onSuccess(nothing -> place = ended ? 0 : last);
            });
  }

  /** Those whose cached balance is not theirs, and what it is. */
  private Future<Map<Long, Long>> differing(List<Standing> wallets) {
    Map<Long, Long> suspects = new HashMap<>();
    List<Future<Optional<Long>>> asked =
        wallets.stream().map(wallet -> cache.available(wallet.wallet())).toList();
    return Future.join(asked)
        .map(
            nothing -> {
              for (int i = 0; i < wallets.size(); i++) {
                Standing wallet = wallets.get(i);
                Optional<Long> cached = asked.get(i).result();
                if (cached.isPresent() && cached.get() != wallet.available()) {
                  suspects.put(wallet.wallet(), cached.get());
                }
              }
              return suspects;
            });
  }

  /**
   * The cache was read after the row, so a wallet in use may differ. One that differs in the same
   * way a second later, without having changed, is wrong.
   */
  private Future<Void> lookAgain(Map<Long, Long> suspects) {
    List<Long> numbers = List.copyOf(suspects.keySet());
    return proofs
        .again(numbers)
        .compose(
            before ->
                vertx
                    .timer(SECOND_LOOK_MILLIS)
                    .compose(nothing -> proofs.again(numbers))
                    .compose(
                        now ->
                            differing(now).compose(still -> judge(before, now, still, suspects))));
  }

  private Future<Void> judge(
      List<Standing> before, List<Standing> now, Map<Long, Long> still, Map<Long, Long> suspects) {
    Future<Void> chain = done();
    for (Standing wallet : now) {
      Long cached = still.get(wallet.wallet());
      boolean unchanged = before.contains(wallet);
      if (cached != null && unchanged && cached.equals(suspects.get(wallet.wallet()))) {
        chain = chain.compose(nothing -> repair(wallet, cached));
      }
    }
    return chain;
  }

  private Future<Void> repair(Standing wallet, long cached) {
    String kind = cached > wallet.available() ? "too_high" : "too_low";
    metrics.auditFindings(PART_CACHE, 1);
    LOG.warn("AUDIT: the cached balance of wallet {} was {}", wallet.wallet(), kind);
    return gate.invalidate(wallet.wallet(), 0)
        .compose(
            nothing ->
                proofs.repaired(
                    wallet, kind, "cached " + cached + ", available " + wallet.available()));
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }
}
