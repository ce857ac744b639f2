package io.holdfast.programs;

import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * What happened to clients, as callers report it. Bound to one event loop.
 *
 * <p>An activity is recorded, counted and, where it earns a reward, the reward noted as owed in one
 * commit. The reward is given at once after it; if that fails, a sweep gives it later.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault}, lists also with {@link
 * Reads.IllegalCursor}.
 */
public final class Activities {
  private static final String ACTIVITIES = SqlFiles.load("activities");
  private static final String ACTIVITIES_OF_CLIENT = SqlFiles.load("activities_of_client");

  private final Pool pool;
  private final ActivityLane lane;
  private final Rewards rewards;

  /** Works through this pool, which belongs to the same event loop and is closed by its owner. */
  public Activities(Pool pool, Rewards rewards) {
    this.pool = pool;
    this.lane = new ActivityLane(pool);
    this.rewards = rewards;
  }

  /**
   * An activity as a caller reports it.
   *
   * @param location number, 0 for none
   */
  public record Report(
      String activityId,
      String type,
      String clientReference,
      int location,
      long occurredAtMillis) {}

  /**
   * The activity as it was recorded; {@code replayed} if an earlier report did it.
   *
   * @param activity null if the id is that of a different activity; nothing was changed then
   */
  public record Recorded(Activity activity, boolean replayed) {
    public boolean isIdReused() {
      return activity == null;
    }
  }

  /**
   * Records an activity, once for its id. When the future completes, what it earned has been given
   * too, unless something stood in the way.
   *
   * @param origin with the fingerprint of the report; its key is not looked at, but the activity's
   *     id
   */
  public Future<Recorded> record(Origin origin, Report report) {
    return lane.record(origin, report).compose(recorded -> rewarded(origin.business(), recorded));
  }

  /** Activities, the last recorded first. */
  public Future<Page<Activity>> list(
      int business, Optional<String> clientReference, Optional<String> cursor, int limit) {
    String list = "activities/" + business + "/" + clientReference.orElse("");
    long below;
    try {
      below = cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse(Long.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    Tuple parameters = Tuple.of(business, below, limit + 1);
    clientReference.ifPresent(parameters::addString);
    return pool.preparedQuery(clientReference.isPresent() ? ACTIVITIES_OF_CLIENT : ACTIVITIES)
        .execute(parameters)
        .map(
            rows ->
                Page.of(
                    FlowRows.all(rows, FlowRows::activity),
                    limit,
                    last -> Cursors.write(list, last.number())))
        .recover(PostgresFaults.reading("listing activities"));
  }

  /** It is recorded, whatever becomes of the reward: that is owed, and given in the end. */
  private Future<Recorded> rewarded(int business, Recorded recorded) {
    return recorded.isIdReused() || !recorded.activity().isRewarded()
        ? Future.succeededFuture(recorded)
        : rewards
            .giveForActivity(business, recorded.activity().number())
            .otherwiseEmpty()
            .map(recorded);
  }
}
