package io.holdfast.ledger;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Commits operations in batches: what arrives while a batch is committing goes into the next one.
 *
 * <p>The batch size follows the load by itself. An idle ledger commits an operation at once; under
 * load a batch holds what came during the commit before it. Each lane is one PostgreSQL session
 * with at most one batch under way, so a batch's row locks are never held longer than its own
 * commit.
 *
 * <p>One for the process, since a statement costs ten times as much as an operation in it: two
 * loops that each commit half as much would spend twice on statements. It has an event loop of its
 * own, to which everything here is bound; other loops hand operations over through a {@link
 * GroupCommit}.
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
   */
  public record Bounds(
      int lanes,
      int batchMax,
      int queueMax,
      long commitTimeoutMillis,
      long stallMillis,
      long connectTimeoutMillis) {

    /** With the usual time before a server counts as stalled, and for a new session. */
    public Bounds(int lanes, int batchMax, int queueMax, long commitTimeoutMillis) {
      this(lanes, batchMax, queueMax, commitTimeoutMillis, 1_000, 2_000);
    }
  }

  /** An operation, who waits for it, and where. */
  record Waiting(Operation operation, Promise<Posted> promise, GroupCommit origin) {}

  /**
   * A batch with somebody in it who waits is filled up to this with what is patient: it costs
   * little more then, and nobody waits for the longest that a statement may be.
   */
  private static final int BESIDE_MAX = 64;

  /** So many go along even so, if there are as many of the others as there can be. */
  private static final int BESIDE_MIN = 16;

  private final Vertx vertx;
  private final Context home;
  private final Bounds bounds;
  private final List<CommitLane> lanes = new ArrayList<>();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

  /** What lets the others go first, and fills up their batches. */
  private final ArrayDeque<Waiting> patient = new ArrayDeque<>();

  /** Handed over and not sent to PostgreSQL yet; counted where an operation is accepted. */
  private final AtomicInteger depth = new AtomicInteger();

  private boolean lingering;
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
      LedgerSession session = new LedgerSession(vertx, options, bounds, trusted, this::laneChanged);
      lanes.add(new CommitLane(session, metrics, limited, this::laneChanged));
    }
  }

  /** Connects the lanes; completes when one of them is up, and goes on trying for the others. */
  public Future<Void> start() {
    tickLater();
    return Future.any(lanes.stream().map(lane -> lane.session().connect()).toList()).mapEmpty();
  }

  /** Whether there is a session to commit on, and the server answers on it. From any thread. */
  public boolean isUp() {
    for (CommitLane lane : lanes) {
      if (lane.session().isUp()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether operations are committed in the order in which they come: with more lanes than one, two
   * batches may reach for the same wallet at the same moment. From any thread.
   */
  boolean keepsOrder() {
    return lanes.size() == 1;
  }

  /** Whether the server takes connections, or has, and says nothing. From any thread. */
  public boolean isSilent() {
    for (CommitLane lane : lanes) {
      if (!lane.session().isSilent()) {
        return false;
      }
    }
    return true;
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
      if (lane.session().isUp()) {
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
          (operations.get(0).origin().isPatient() ? patient : queue).addAll(operations);
          laneChanged();
        });
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

  private void laneChanged() {
    if (!isUp()) {
      refuse(GroupCommit.notConnected());
    } else {
      flush();
    }
  }

  private void refuse(Fault fault) {
    List<Waiting> all = take(queue.size(), patient.size());
    if (!all.isEmpty()) {
      GroupCommit.fail(all, fault);
    }
  }

  private void flush() {
    for (CommitLane lane : lanes) {
      if (queue.isEmpty() && patient.isEmpty()) {
        return;
      }
      if (lane.isIdle() && lane.expectsMore(queue.size() + patient.size())) {
        linger();
      } else if (lane.isIdle()) {
        lane.commit(nextBatch());
      }
    }
  }

  private void linger() {
    if (!lingering) {
      lingering = true;
      vertx.setTimer(
          CommitLane.LINGER_MILLIS,
          fired -> {
            lingering = false;
            flush();
          });
    }
  }

  private List<Waiting> nextBatch() {
    int least = Math.min(patient.size(), Math.min(BESIDE_MIN, bounds.batchMax() / 4));
    int first = Math.min(queue.size(), bounds.batchMax() - least);
    int then = first == 0 ? bounds.batchMax() : Math.max(least, BESIDE_MAX - first);
    return take(first, Math.min(Math.min(patient.size(), then), bounds.batchMax() - first));
  }

  private List<Waiting> take(int first, int then) {
    List<Waiting> taken = new ArrayList<>(first + then);
    for (int i = 0; i < first; i++) {
      taken.add(queue.poll());
    }
    for (int i = 0; i < then; i++) {
      taken.add(patient.poll());
    }
    depth.addAndGet(-first - then);
    return taken;
  }
}
