package io.holdfast.programs;

import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Fault;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.programs.Activities.Recorded;
import io.holdfast.programs.Activities.Report;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Records activities in groups: what comes while one is being committed is the next one, with one
 * statement and one commit. An idle service pays no delay. Bound to one event loop.
 */
final class ActivityLane {
  private static final String RECORD = SqlFiles.load("record_activities");

  /** Above this a statement would take long enough to be felt by each of its callers. */
  private static final int GROUP_MAX = 100;

  /** More would wait for longer than their requests have. */
  private static final int WAITING_MAX = 1_000;

  /* What the SQL function says of each. */
  private static final int OUTCOME_COLUMN = 13;
  private static final int ORDINAL_COLUMN = 14;
  private static final int RECORDED_BEFORE = 1;
  private static final int ID_REUSED = 2;

  private record Waiting(Origin origin, Report report, Promise<Recorded> promise) {}

  private final Pool pool;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;

  ActivityLane(Pool pool) {
    this.pool = pool;
  }

  /** Fails with a {@link Fault}: not applied if too many wait already. */
  Future<Recorded> record(Origin origin, Report report) {
    if (waiting.size() == WAITING_MAX) {
      return Future.failedFuture(Fault.notApplied("too many activities wait", null));
    }
    Promise<Recorded> promise = Promise.promise();
    waiting.add(new Waiting(origin, report, promise));
    if (!busy) {
      send();
    }
    return promise.future();
  }

  private void send() {
    busy = true;
    List<Waiting> group = new ArrayList<>();
    while (group.size() < GROUP_MAX && !waiting.isEmpty()) {
      group.add(waiting.poll());
    }
    Function<Throwable, Future<RowSet<Row>>> fault = PostgresFaults.writing("recording activities");
    pool.preparedQuery(RECORD)
        .execute(parameters(group))
        .recover(fault)
        .onComplete(
            (rows, failure) -> {
              // The next group is under way before this one's callers go on.
              busy = false;
              if (!waiting.isEmpty()) {
                send();
              }
              if (failure == null) {
                rows.forEach(
                    row -> group.get(row.getInteger(ORDINAL_COLUMN) - 1).promise.complete(of(row)));
              } else {
                group.forEach(each -> each.promise.fail(failure));
              }
            });
  }

  private static Recorded of(Row row) {
    int outcome = row.getInteger(OUTCOME_COLUMN);
    return outcome == ID_REUSED
        ? new Recorded(null, false)
        : new Recorded(FlowRows.activity(row), outcome == RECORDED_BEFORE);
  }

  private static Tuple parameters(List<Waiting> group) {
    return Tuple.tuple()
        .addArrayOfInteger(column(group, each -> each.origin.business(), Integer[]::new))
        .addArrayOfUUID(
            column(group, each -> OperationKey.of(each.report.activityId()).hash(), UUID[]::new))
        .addArrayOfLong(column(group, each -> each.origin.fingerprint(), Long[]::new))
        .addArrayOfInteger(column(group, each -> each.origin.actor(), Integer[]::new))
        .addArrayOfString(column(group, each -> each.report.activityId(), String[]::new))
        .addArrayOfString(column(group, each -> each.report.type(), String[]::new))
        .addArrayOfString(column(group, each -> each.report.clientReference(), String[]::new))
        .addArrayOfInteger(column(group, each -> each.report.location(), Integer[]::new))
        .addArrayOfOffsetDateTime(
            column(group, each -> moment(each.report.occurredAtMillis()), OffsetDateTime[]::new));
  }

  private static <T> T[] column(
      List<Waiting> group, Function<Waiting, T> value, IntFunction<T[]> array) {
    return group.stream().map(value).toArray(array);
  }

  private static OffsetDateTime moment(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }
}
