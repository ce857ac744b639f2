package io.holdfast.programs;

import io.holdfast.authorize.Authorizer;
import io.holdfast.authorize.Timers;
import io.holdfast.ledger.HouseAccounts;
import io.holdfast.ledger.HouseAccounts.Purpose;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.holdfast.people.Directory;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works imports off, in every instance and one at a time in each.
 *
 * <p>A worker has an import for as long as it is heard of, and does some lines after the other:
 * opens their wallets in one commit, moves money under keys made from import and line, a bounded
 * number at a time, and then moves the import's position on. Whatever dies in between is done again
 * from the position, by whoever takes the import, and finds what is done already by its keys. Two
 * workers that both believe to have it do no harm either: one of them moves the position.
 *
 * <p>Bound to one event loop.
 */
public final class ImportWork {
  private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);

  private static final String CLAIM = SqlFiles.load("claim_import");
  private static final String OPEN = SqlFiles.load("open_import_wallets");
  private static final String ADVANCE = SqlFiles.load("advance_import");
  private static final String SWEEP = SqlFiles.load("sweep_imports");

  private static final long PERIOD_MILLIS = 500;

  /** Opened in one statement, which takes some 20 ms. */
  private static final int LINES_TOGETHER = 200;

  /** Movements under way; more would make the batches that they share with checkouts longer. */
  private static final int AT_A_TIME = 32;

  private static final int SWEPT_TOGETHER = 2_000;

  private final Timers timers;
  private final Pool pool;
  private final Authorizer authorizer;
  private final HouseAccounts houseAccounts;
  private final Directory directory;
  private final UUID worker = UUID.randomUUID();
  private Timers.Repetition repetition;
  private boolean running;
  private boolean closed;

  public ImportWork(
      Timers timers,
      Pool pool,
      Authorizer authorizer,
      HouseAccounts houseAccounts,
      Directory directory) {
    this.timers = timers;
    this.pool = pool;
    this.authorizer = authorizer;
    this.houseAccounts = houseAccounts;
    this.directory = directory;
  }

  private record Job(long number, int business, int actor, UUID id, String name, int position) {
    Job at(int other) {
      return new Job(number, business, actor, id, name, other);
    }

    Source source() {
      return new Source(number, Source.Kind.IMPORT, id, name);
    }
  }

  private record Line(int number, boolean opened, WalletRef wallet, long balance, Long limit) {}

  /** What became of some lines. */
  private static final class Tally {
    private int opened;
    private int credited;
    private final List<LineError> errors = new ArrayList<>();
  }

  public void start() {
    repetition = timers.every(PERIOD_MILLIS, this::tick);
  }

  public void close() {
    closed = true;
    if (repetition != null) {
      repetition.stop();
    }
  }

  private void tick() {
    if (running || closed) {
      return;
    }
    running = true;
    pool.preparedQuery(SWEEP)
        .execute(Tuple.of(SWEPT_TOGETHER))
        .compose(swept -> pool.preparedQuery(CLAIM).execute(Tuple.of(worker)))
        .recover(PostgresFaults.reading("looking for imports"))
        .compose(rows -> rows.size() == 0 ? done() : work(job(rows.iterator().next())))
        .onFailure(failure -> LOG.warn("An import waits: {}", failure.getMessage()))
        .onComplete(nothing -> running = false);
  }

  private static Job job(Row row) {
    return new Job(
        row.getLong(0),
        row.getInteger(1),
        row.getInteger(2),
        row.getUUID(3),
        row.getString(4),
        row.getInteger(5));
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  private Future<Void> work(Job job) {
    if (closed || !directory.business(job.business()).accountBalancesEnabled()) {
      return done(); // Somebody takes it up again when its time is over.
    }
    return pool.preparedQuery(OPEN)
        .execute(Tuple.of(job.number(), job.position(), LINES_TOGETHER))
        .recover(PostgresFaults.reading("opening wallets of an import"))
        .compose(
            rows -> {
              List<Line> lines = new ArrayList<>(rows.size());
              rows.forEach(row -> lines.add(line(row)));
              Tally tally = new Tally();
              ArrayDeque<Line> waiting = new ArrayDeque<>(lines);
              List<Future<Void>> workers = new ArrayList<>();
              for (int i = 0; i < AT_A_TIME; i++) {
                workers.add(next(job, waiting, tally));
              }
              return Future.join(workers).compose(nothing -> advance(job, lines, tally));
            });
  }

  private static Line line(Row row) {
    return new Line(
        row.getInteger(0),
        row.getInteger(1) != 2,
        new WalletRef(row.getUUID(2), row.getString(3)),
        row.getLong(4),
        row.getLong(5));
  }

  private Future<Void> next(Job job, ArrayDeque<Line> waiting, Tally tally) {
    Line line = waiting.poll();
    return line == null
        ? done()
        : settle(job, line, tally).compose(nothing -> next(job, waiting, tally));
  }

  private Future<Void> settle(Job job, Line line, Tally tally) {
    if (line.opened()) {
      tally.opened++;
    }
    // A wallet that this line opened has its credit limit from the start.
    Future<Boolean> terms =
        line.opened() || line.limit() == null
            ? Future.succeededFuture(true)
            : apply(terms(job, line), ImportFile.Column.CREDIT_LIMIT, line, tally);
    return terms.compose(
        may -> {
          if (!may || line.balance() == 0) {
            return done();
          }
          return houseAccounts
              .number(
                  job.business(),
                  0,
                  line.wallet().number(),
                  line.wallet().currency(),
                  Purpose.ADJUSTMENTS)
              .compose(
                  house ->
                      apply(adjustment(job, line, house), ImportFile.Column.BALANCE, line, tally))
              .map(
                  applied -> {
                    tally.credited += applied ? 1 : 0;
                    return null;
                  });
        });
  }

  private Future<Boolean> apply(
      Operation operation, ImportFile.Column column, Line line, Tally tally) {
    return authorizer
        .submit(operation)
        .compose(
            answer -> {
              if (answer instanceof Answer.Done) {
                return Future.succeededFuture(true);
              }
              boolean fault =
                  !(answer instanceof Answer.Refused refused)
                      || refused.reason() == Refusal.WALLET_QUARANTINED;
              if (fault) {
                return Future.failedFuture(Fault.unknown("line " + line.number(), null));
              }
              String why = ((Answer.Refused) answer).reason().wire();
              tally.errors.add(
                  new LineError(line.number(), column.place(), column.wire(), "refused: " + why));
              return Future.succeededFuture(false);
            });
  }

  private static Operation terms(Job job, Line line) {
    return new Operation.Terms(
        origin(job, "credit limit of line " + line.number()), line.wallet(), null, line.limit());
  }

  private static Operation adjustment(Job job, Line line, long house) {
    String file = job.name() == null ? "an import" : job.name();
    Details details = new Details(0, null, "Line " + line.number() + " of " + file, null);
    return new Operation.Adjust(
        origin(job, "balance of line " + line.number()),
        line.wallet(),
        line.balance(),
        details,
        house,
        job.source());
  }

  private static Origin origin(Job job, String what) {
    // A caller's key has no blanks, so it is never this one.
    OperationKey key = OperationKey.of(what + " of import " + job.id());
    return new Origin(job.business(), job.actor(), key, 0);
  }

  private Future<Void> advance(Job job, List<Line> lines, Tally tally) {
    int to = lines.stream().mapToInt(Line::number).max().orElse(job.position());
    Tuple parameters =
        Tuple.of(job.number(), worker, job.position(), to, lines.size())
            .addInteger(tally.opened)
            .addInteger(tally.credited);
    LineErrors.add(parameters, tally.errors);
    return pool.preparedQuery(ADVANCE)
        .execute(parameters)
        .recover(PostgresFaults.reading("moving an import on"))
        .compose(rows -> rows.iterator().next().getBoolean(0) ? work(job.at(to)) : done());
  }
}
