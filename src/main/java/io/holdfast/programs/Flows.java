package io.holdfast.programs;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Creations.Creation;
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
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Automated flows: making, changing and looking at them. Bound to one event loop.
 *
 * <p>What a flow waits for and what it gives never changes: progress and rewards would mean
 * something else. A flow is switched off, never deleted: history names it.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault}, lists also with {@link
 * Reads.IllegalCursor}.
 */
public final class Flows {
  private static final String CREATE = SqlFiles.load("create_flow");
  private static final String FLOW = SqlFiles.load("flow");
  private static final String FLOW_TO_CHANGE = SqlFiles.load("flow_to_change");
  private static final String CHANGE = SqlFiles.load("change_flow");
  private static final String CHANGED = SqlFiles.load("flow_changed");
  private static final String FLOWS = SqlFiles.load("flows");
  private static final String REWARDS = SqlFiles.load("flow_rewards");
  private static final String PROGRESS = SqlFiles.load("flow_progress");

  private final Pool pool;
  private final Creations creations;
  private final LongSupplier bookMillis;

  /**
   * Works through this pool, which belongs to the same event loop and is closed by its owner.
   *
   * @param bookMillis the time since 1970 by the database's clock, for the order of ids
   */
  public Flows(Pool pool, Creations creations, LongSupplier bookMillis) {
    this.pool = pool;
    this.creations = creations;
    this.bookMillis = bookMillis;
  }

  /** A flow as the API shows it, for the trail of changes and who listens. */
  @FunctionalInterface
  public interface Document {
    Buffer of(Flow flow);
  }

  /**
   * A flow that is to be made.
   *
   * @param name 1 to 200 characters
   */
  public record Draft(String name, Flow.Trigger trigger, Flow.Action action, boolean enabled) {}

  /** A flow, with what it gave. */
  public record Standing(Flow flow, Flow.Rewards rewards) {}

  /** A flow, with how far a client has come in it. */
  public record Journey(Flow flow, Flow.Progress progress) {}

  /**
   * Makes a flow, once for its request's key.
   *
   * @return the flow's document
   */
  public Future<Creation> create(Origin origin, Draft draft, Document document) {
    return creations.once(
        origin,
        connection ->
            connection
                .preparedQuery(CREATE)
                .execute(parameters(origin, Ids.random(bookMillis.getAsLong()), draft))
                .compose(
                    rows -> {
                      Flow flow = FlowRows.flow(rows.iterator().next());
                      return changed(connection, origin, null, flow, document)
                          .map(document.of(flow));
                    }));
  }

  /**
   * Changes a flow; the flow as it is then, or empty if there is none. An activity that is recorded
   * after a flow was switched off does not count in it.
   *
   * @param name or null to leave it
   * @param enabled or null to leave it
   */
  public Future<Optional<Flow>> change(
      Origin origin, UUID id, String name, Boolean enabled, Document document) {
    return pool.withTransaction(
            connection ->
                one(connection, FLOW_TO_CHANGE, origin.business(), id)
                    .compose(
                        found ->
                            found.isEmpty()
                                ? Future.succeededFuture(found)
                                : change(
                                        connection,
                                        origin,
                                        found.get(),
                                        changed(found.get(), name, enabled),
                                        document)
                                    .map(Optional::of)))
        .recover(PostgresFaults.writing("changing a flow"));
  }

  private static Flow changed(Flow before, String name, Boolean enabled) {
    return new Flow(
        before.number(),
        before.id(),
        name == null ? before.name() : name,
        before.trigger(),
        before.action(),
        enabled == null ? before.enabled() : enabled,
        before.createdAtMillis());
  }

  private static Future<Flow> change(
      SqlClient connection, Origin origin, Flow before, Flow after, Document document) {
    if (after.equals(before)) {
      return Future.succeededFuture(before);
    }
    return connection
        .preparedQuery(CHANGE)
        .execute(Tuple.of(after.number(), after.name(), after.enabled()))
        .compose(rows -> changed(connection, origin, before, after, document))
        .map(after);
  }

  /** Flows, newest first. */
  public Future<Page<Flow>> list(int business, Optional<String> cursor, int limit) {
    String list = "flows/" + business;
    long below;
    try {
      below = cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse(Long.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return pool.preparedQuery(FLOWS)
        .execute(Tuple.of(business, below, limit + 1))
        .map(
            rows ->
                Page.of(
                    FlowRows.all(rows, FlowRows::flow),
                    limit,
                    last -> Cursors.write(list, last.number())))
        .recover(PostgresFaults.reading("listing flows"));
  }

  /** A flow with what it gave; empty if there is none. */
  public Future<Optional<Standing>> find(int business, UUID id) {
    return found(
        business,
        id,
        flow ->
            pool.preparedQuery(REWARDS)
                .execute(Tuple.of(flow.number()))
                .map(rows -> new Standing(flow, rewards(rows.iterator().next(), 0))));
  }

  /** How far a client has come in a flow; empty if there is no such flow. */
  public Future<Optional<Journey>> progress(int business, UUID id, String clientReference) {
    return found(
        business,
        id,
        flow ->
            pool.preparedQuery(PROGRESS)
                .execute(Tuple.of(flow.number(), business, clientReference))
                .map(
                    rows -> {
                      Row row = rows.iterator().next();
                      Flow.Rewards rewards = rewards(row, 1);
                      return new Journey(
                          flow, new Flow.Progress(row.getLong(0), rewards, row.getString(3)));
                    }));
  }

  private <T> Future<Optional<T>> found(int business, UUID id, Function<Flow, Future<T>> then) {
    return one(pool, FLOW, business, id)
        .compose(
            flow ->
                flow.isEmpty()
                    ? Future.succeededFuture(Optional.<T>empty())
                    : then.apply(flow.get()).map(Optional::of))
        .recover(PostgresFaults.reading("reading a flow"));
  }

  private static Future<Optional<Flow>> one(SqlClient client, String sql, int business, UUID id) {
    return client
        .preparedQuery(sql)
        .execute(Tuple.of(business, id))
        .map(rows -> FlowRows.all(rows, FlowRows::flow).stream().findFirst());
  }

  private static Flow.Rewards rewards(Row row, int first) {
    return new Flow.Rewards(row.getLong(first), row.getLong(first + 1));
  }

  private static Tuple parameters(Origin origin, UUID id, Draft draft) {
    return Tuple.of(
        origin.business(),
        id,
        draft.name(),
        draft.trigger().event(),
        draft.trigger().count(),
        draft.trigger().repeats(),
        draft.action().amount(),
        draft.action().currency(),
        draft.enabled());
  }

  private static Future<RowSet<Row>> changed(
      SqlClient connection, Origin origin, Flow before, Flow after, Document document) {
    return connection
        .preparedQuery(CHANGED)
        .execute(
            Tuple.of(
                origin.business(),
                origin.actor(),
                before == null ? "flow.created" : "flow.updated",
                after.id(),
                before == null ? null : document.of(before).toString(),
                document.of(after).toString()));
  }
}
