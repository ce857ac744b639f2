package io.holdfast.ledger;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Operation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Commits operations in batches, on one or several lanes.
 *
 * <p>Each lane is one PostgreSQL session with at most one batch under way, so a batch's row locks
 * are never held longer than its own commit. A wallet belongs to one lane: its operations are
 * committed in the order in which they came, and lanes of one process never wait for each other's
 * locks.
 *
 * <p>One for the process, since a statement costs ten times as much as an operation in it: two
 * loops that each commit half as much would spend twice on statements. Everything here is bound to
 * the event loop that made it, which may serve callers too; all hand operations over through a
 * {@link GroupCommit}.
 */
public final class Committer {
  /**
   * Bounds.
   *
   * @param lanes sessions, 1 to 16
   * @param batchMax operations in one statement; above some hundreds a batch holds its locks longer
   *     without getting cheaper
   * @param queueMax operations waiting for a lane; over it they are refused at once
   * @param commitTimeoutMillis after which a batch's outcome counts as unknown and its session is
   *     closed
   * @param stallMillis without an answer, after which nothing more is queued for a server
   * @param connectTimeoutMillis for a new session
   * @param knownWalletsMax how many wallets all lanes remember, to decide ahead; 0 for none
   */
  public record Bounds(
      int lanes,
      int batchMax,
      int queueMax,
      long commitTimeoutMillis,
      long stallMillis,
      long connectTimeoutMillis,
      int knownWalletsMax) {

    /** With the usual time before a server counts as stalled, for a new session, and memory. */
    public Bounds(int lanes, int batchMax, int queueMax, long commitTimeoutMillis) {
      this(lanes, batchMax, queueMax, commitTimeoutMillis, 1_000, 2_000, 1 << 20);
    }
  }

  /** An operation, who waits for it, and where. */
  record Waiting(Operation operation, Promise<Posted> promise, GroupCommit origin) {}

  private final Vertx vertx;
  private final Context home;
  private final Bounds bounds;
  private final List<CommitLane> lanes = new ArrayList<>();

  /** Handed over and not sent to PostgreSQL yet; counted where an operation is accepted. */
  private final AtomicInteger depth = new AtomicInteger();

  private boolean closed;

  /**
   * To be made on the event loop that it shall have; commits whatever the server's settings, for
   * businesses without limits.
   */
  public Committer(Vertx vertx, PgConnectOptions options, Bounds bounds, Metrics metrics) {
    this(vertx, options, bounds, metrics, problems -> true, business -> false);
  }

  /**
   * To be made on the event loop that it shall have.
   *
   * @param trusted whether to commit on a server of which {@link DurabilityCheck} says this; asked
   *     for each new session and twice a second
   * @param limited whether a business, by its number, has limits: others pay nothing for there
   *     being limits
   */
  public Committer(
      Vertx vertx,
      PgConnectOptions options,
      Bounds bounds,
      Metrics metrics,
      Predicate<List<String>> trusted,
      IntPredicate limited) {
    this.vertx = vertx;
    this.home = vertx.getOrCreateContext();
    this.bounds = bounds;
    for (int i = 0; i < bounds.lanes(); i++) {
      lanes.add(
          new CommitLane(
              vertx, options, bounds, metrics, trusted, limited, taken -> depth.addAndGet(-taken)));
    }
  }

  /** Connects the lanes; completes when all are up, and fails but goes on trying if one is not. */
  public Future<Void> start() {
    tickLater();
    return Future.join(lanes.stream().map(lane -> lane.session().connect()).toList()).mapEmpty();
  }

  /**
   * Whether there is a session for every wallet to commit on, and the server answers on it. From
   * any thread.
   */
  public boolean isUp() {
    for (CommitLane lane : lanes) {
      if (!lane.session().isUp()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the server takes connections, or has, and says nothing. From any thread. */
  public boolean isSilent() {
    for (CommitLane lane : lanes) {
      if (lane.session().isSilent()) {
        return true;
      }
    }
    return false;
  }

  /** How many sessions were given up since they said nothing any more. From any thread. */
  public int givenUp() {
    int all = 0;
    for (CommitLane lane : lanes) {
      all += lane.session().givenUp();
    }
    return all;
  }

  /** How the server is, in a few words. From any thread. */
  public String state() {
    for (CommitLane lane : lanes) {
      if (!lane.session().isUp()) {
        return lane.session().state();
      }
    }
    return lanes.get(0).session().state();
  }

  /** Operations waiting for a lane. From any thread. */
  public int depth() {
    return depth.get();
  }

  /**
   * How long an operation that comes now will wait for its commit, by how many wait and how long a
   * batch takes at the moment; 0 if none waits. From any thread.
   */
  public long waitNanos() {
    int waiting = depth.get();
    if (waiting == 0) {
      return 0;
    }
    long slowest = 0;
    for (CommitLane lane : lanes) {
      slowest = Math.max(slowest, lane.batchNanos());
    }
    long batchesAhead = waiting / ((long) bounds.batchMax() * bounds.lanes());
    return (batchesAhead + 1) * slowest;
  }

  /** Closes the lanes once their batches are answered. */
  public Future<Void> close() {
    closed = true;
    return Future.join(lanes.stream().map(CommitLane::close).toList()).mapEmpty();
  }

  /** Takes a place in the queue, or says that there is none. From any thread. */
  boolean admit() {
    if (depth.incrementAndGet() > bounds.queueMax()) {
      depth.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Queues operations that were admitted. From any thread. */
  void hand(List<Waiting> operations) {
    home.runOnContext(
        nothing -> {
          for (Waiting waiting : operations) {
            lane(waiting.operation().wallet()).add(waiting);
          }
          lanes.forEach(CommitLane::changed);
        });
  }

  private CommitLane lane(long wallet) {
    return lanes.get(Math.floorMod(wallet, lanes.size()));
  }

  /** Each after the other: what a pause of this process held up is not made up for. */
  private void tickLater() {
    if (!closed) {
      vertx.setTimer(LedgerSession.TICK_MILLIS, fired -> tick());
    }
  }

  private void tick() {
    lanes.forEach(lane -> lane.session().tick());
    tickLater();
  }
}
