package io.holdfast.programs;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Membership plans: what members get, and how often. Bound to one event loop.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault} when the database cannot answer, lists
 * also with {@link Reads.IllegalCursor}.
 */
public final class MembershipPlans {
  private static final String CREATE = SqlFiles.load("membership_plan_create");
  private static final String CHANGE = SqlFiles.load("membership_plan_change");
  private static final String PLAN = SqlFiles.load("membership_plan");
  private static final String PLANS = SqlFiles.load("membership_plans");

  private final Pool pool;
  private final Creations creations;
  private final LongSupplier clockMillis;

  /**
   * Works through this pool, which belongs to the same event loop and is closed by its owner.
   *
   * @param clockMillis the time since 1970, UTC, for the order of ids
   */
  public MembershipPlans(Pool pool, Creations creations, LongSupplier clockMillis) {
    this.pool = pool;
    this.creations = creations;
    this.clockMillis = clockMillis;
  }

  /**
   * A plan to be.
   *
   * @param name 1 to 200 characters
   * @param amount credited each period, 1 to 2^53 - 1 minor units
   * @param interval as {@link Interval#wire()}
   * @param intervalCount intervals that a period lasts, 1 to 100
   */
  public record NewPlan(
      String name, long amount, String currency, String interval, int intervalCount) {}

  /** Makes a plan, once for its key. */
  public Future<Creations.Creation> create(Origin origin, NewPlan plan) {
    return creations.once(
        origin,
        connection ->
            MembershipRows.only(
                connection,
                CREATE,
                Tuple.of(
                    Ids.random(clockMillis.getAsLong()),
                    origin.business(),
                    origin.actor(),
                    plan.name(),
                    plan.amount(),
                    plan.currency(),
                    plan.interval(),
                    plan.intervalCount()),
                row -> Buffer.buffer(row.getString(0))));
  }

  /**
   * Renames a plan, or opens or closes it to new members; those who have it keep it.
   *
   * @param name or null to leave it
   * @param active or null to leave it
   * @return its document; empty if there is no such plan
   */
  public Future<Optional<Buffer>> change(
      int business, int actor, UUID id, String name, Boolean active) {
    return MembershipRows.one(
            pool,
            CHANGE,
            Tuple.of(business, id, actor, name, active),
            row -> Buffer.buffer(row.getString(0)))
        .recover(PostgresFaults.writing("changing a membership plan"));
  }

  /** The document of a plan. */
  public Future<Optional<Buffer>> plan(int business, UUID id) {
    return MembershipRows.one(
            pool, PLAN, Tuple.of(business, id), row -> Buffer.buffer(row.getString(1)))
        .recover(PostgresFaults.reading("reading a membership plan"));
  }

  /** Plans, newest first. */
  public Future<Page<Listed>> plans(int business, Optional<String> cursor, int limit) {
    String list = "membership-plans/" + business;
    long below;
    try {
      below = cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse(Long.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return MembershipRows.all(
            pool, PLANS, Tuple.of(business, below, limit + 1), MembershipRows::listed)
        .map(found -> Page.of(found, limit, last -> Cursors.write(list, last.number())))
        .recover(PostgresFaults.reading("reading membership plans"));
  }
}
