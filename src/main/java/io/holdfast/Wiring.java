package io.holdfast;

import io.holdfast.authorize.Authorizer;
import io.holdfast.authorize.Deadlines;
import io.holdfast.authorize.Inquiry;
import io.holdfast.authorize.LoopTimers;
import io.holdfast.authorize.Reversals;
import io.holdfast.authorize.StaleWallets;
import io.holdfast.authorize.WalletLoads;
import io.holdfast.config.Settings;
import io.holdfast.gate.RedisGate;
import io.holdfast.gate.RedisLink;
import io.holdfast.ledger.BookLookups;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.GroupCommit;
import io.holdfast.ledger.LookupsInTurn;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.sqlclient.Pool;
import java.util.List;

/**
 * What one event loop needs to authorize: built by plain constructor calls, from the servers up.
 *
 * <pre>
 *  RedisLink ─── Gate ────────────────────┬─ WalletLoads ──┐
 *                                         ├─ StaleWallets ─┤
 *  Committer (shared) ─── GroupCommit ────│────────────────┼─ Authorizer
 *  Pool ─── Lookups ──────────────────────┴────────────────┘   │
 *                                            Reversals, Deadlines
 * </pre>
 *
 * Another authorizer, for batches, differs in its way to the committer: it lets the first one go
 * ahead. To be made on its event loop; everything in it is bound to that loop.
 */
final class Wiring {
  final RedisLink link;
  final RedisGate gate;
  final LoopTimers timers;
  final GroupCommit ledger;
  final Pool lookupPool;
  final BookLookups lookups;
  final Authorizer authorizer;
  final Authorizer batchAuthorizer;
  final Inquiry inquiry;
  final Reversals reversals;
  final Deadlines deadlines;

  /**
   * @param redis URIs: one server, or several members of a cluster
   * @param loop number of the event loop, for metrics
   */
  Wiring(
      Vertx vertx,
      Settings settings,
      PostgresOptions postgres,
      List<String> redis,
      Committer committer,
      WalletLoads.UnderWay loadsUnderWay,
      Metrics metrics,
      int loop) {

    link =
        new RedisLink(
            vertx,
            redisOptions(redis, settings.redis()),
            redis.size() > 1,
            settings.redis().commandTimeoutMillis());
    gate = new RedisGate(vertx, link, settings.redis().maxQueued(), metrics);
    ledger = new GroupCommit(vertx, committer);
    lookupPool = new ReadPools(settings, postgres, committer).forCheckout(vertx);
    lookups = new BookLookups(vertx, lookupPool);
    timers = new LoopTimers(vertx);
    StaleWallets stale = new StaleWallets(timers, gate);
    WalletLoads loads = new WalletLoads(timers, gate, lookups, loadsUnderWay);
    authorizer = new Authorizer(timers, gate, ledger, lookups, loads, stale);
    batchAuthorizer =
        new Authorizer(
            timers,
            gate,
            new GroupCommit(vertx, committer, true),
            new LookupsInTurn(lookups),
            loads,
            stale);
    inquiry = new Inquiry(gate, ledger, lookups);
    reversals = new Reversals(authorizer, ledger, lookups);
    deadlines = new Deadlines(timers, authorizer, reversals);

    metrics.queueDepth("gate", loop, gate::depth);
    metrics.queueDepth("stale_wallets", loop, stale::depth);
    metrics.queueDepth("overdue", loop, deadlines::depth);
    metrics.gateUp(loop, gate::isUp);
  }

  /** Connects; a Redis that is not there yet does not stand in the way. */
  Future<Void> start() {
    return link.connect().otherwiseEmpty();
  }

  /** To be called when nothing is submitted any more. */
  Future<Void> close() {
    return link.close().eventually(lookupPool::close);
  }

  static RedisOptions redisOptions(List<String> uris, Settings.Redis limits) {
    RedisOptions options =
        new RedisOptions()
            .setType(uris.size() > 1 ? RedisClientType.CLUSTER : RedisClientType.STANDALONE)
            .setEndpoints(uris)
            .setPoolName("gate")
            .setMaxPoolSize(8)
            // The one connection is held for good.
            .setPoolCleanerInterval(-1)
            .setMaxWaitingHandlers(limits.maxQueued());
    return options.setNetClientOptions(
        new NetClientOptions()
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true)
            .setConnectTimeout(limits.connectTimeoutMillis()));
  }
}
