package io.holdfast.ledger;

import io.holdfast.foresight.Foreseen;
import io.holdfast.foresight.Foresight;
import io.holdfast.foresight.Step;
import io.holdfast.ledger.Committer.Waiting;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Receipt;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a batch, whatever it takes, and brings everybody in it an answer.
 *
 * <p>What can be {@linkplain Foresight decided ahead} is, and PostgreSQL has only to compare and to
 * write. The rest, and what turns out to be otherwise than was thought, it decides itself after
 * that, in a commit of its own; the operations of a wallet keep their order.
 *
 * <p>Keys are looked up as long as some were found taken among the last {@value #LOOKING_BATCHES}
 * batches. In usual operation none is, and if one is after all, the journal's constraint fails the
 * statement and the batch is posted again, with a look.
 *
 * <p>An error that PostgreSQL reports on the statement means the batch was rolled back. A session
 * that ends in any other way leaves the batch's fate unknown: the commit may have been written
 * before the answer was lost. Nothing else is ever sent again here.
 */
final class Posting {
  private static final Logger LOG = LoggerFactory.getLogger(Posting.class);

  /** So many batches without a key that was taken, and keys are not looked up any more. */
  static final int LOOKING_BATCHES = 256;

  private final LedgerSession session;
  private final Foresight foresight;
  private final IntPredicate limited;
  private final Metrics metrics;

  /** At first there may be retries of what was asked before this process was there. */
  private int looksLeft = LOOKING_BATCHES;

  /** As the session counts them: those that the foresight knows of. */
  private int connections;

  /**
   * Posting on a session, one batch at a time.
   *
   * @param limited whether a business, by its number, has limits
   */
  Posting(LedgerSession session, Foresight foresight, IntPredicate limited, Metrics metrics) {
    this.session = session;
    this.foresight = foresight;
    this.limited = limited;
    this.metrics = metrics;
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  /** Commits a batch and answers everybody in it; completes when there is nothing left to do. */
  Future<Void> run(List<Waiting> batch) {
    return session.isUp() ? ahead(batch) : post(batch);
  }

  private Future<Void> ahead(List<Waiting> batch) {
    if (connections != session.connections()) {
      connections = session.connections();
      foresight.reconnected();
    }
    Foreseen foreseen;
    Tuple parameters;
    try {
      foreseen = foresight.foresee(operations(batch), System.currentTimeMillis());
      parameters = foreseen.isNothing() ? null : ForeseenBatch.parameters(foreseen);
    } catch (RuntimeException bug) {
      // PostgreSQL can decide all the same, and nobody may wait for ever.
      LOG.error("A batch of {} cannot be decided ahead", batch.size(), bug);
      return post(batch);
    }
    return parameters == null ? post(batch) : postForeseen(foreseen, parameters, batch);
  }

  private Future<Void> postForeseen(Foreseen foreseen, Tuple parameters, List<Waiting> batch) {
    long startedNanos = System.nanoTime();
    return session
        .postForeseen(parameters)
        .transform(
            result -> {
              if (result.failed()) {
                return failed(foreseen, batch, result.cause());
              }
              metrics.recordCommit(System.nanoTime() - startedNanos, foreseen.steps().size());
              List<Waiting> rest;
              try {
                rest = answer(foreseen, batch, result.result().iterator().next());
              } catch (RuntimeException bug) {
                // Committed, and nobody may wait for ever: their retries find it.
                LOG.error("A batch of {} cannot be answered", batch.size(), bug);
                foresight.forget(foreseen);
                GroupCommit.fail(batch, Fault.unknown("the commit's answer cannot be read", bug));
                return done();
              }
              return post(rest);
            });
  }

  /** Answers what is committed, and returns what is still to be posted. */
  private List<Waiting> answer(Foreseen foreseen, List<Waiting> batch, Row row) {
    Long[] stale = row.getArrayOfLongs(1);
    List<Receipt> receipts =
        foresight.confirm(
            foreseen, BookRows.millis(row, 0), stale == null ? Set.of() : Set.of(stale));
    List<Waiting> committed = new ArrayList<>(receipts.size());
    List<Posted> answers = new ArrayList<>(receipts.size());
    List<Waiting> rest = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i++) {
      Step step = foreseen.steps().get(i);
      Waiting waiting = batch.get(step.place());
      if (receipts.get(i) == null) {
        rest.add(waiting);
      } else {
        committed.add(waiting);
        answers.add(new Posted.Applied(step.sequence(), step.gain(), receipts.get(i)));
      }
    }
    metrics.recordForeseen(committed.size());
    metrics.recordMistaken(rest.size());
    rest.addAll(rest(foreseen, batch));
    GroupCommit.answer(committed, answers.toArray(new Posted[0]));
    return rest;
  }

  private Future<Void> failed(Foreseen foreseen, List<Waiting> batch, Throwable cause) {
    foresight.forget(foreseen);
    if (!isRolledBack(cause)) {
      List<Waiting> inDoubt = new ArrayList<>(foreseen.steps().size());
      foreseen.steps().forEach(step -> inDoubt.add(batch.get(step.place())));
      // Some of it was to come after what is in doubt now.
      GroupCommit.fail(
          rest(foreseen, batch), Fault.notApplied("what came before it is in doubt", cause));
      return failed(inDoubt, cause);
    } else if (PostgresFaults.isServersOwn(cause)) {
      return failed(batch, cause);
    } else if (PostgresFaults.isKeyTaken(cause)) {
      looksLeft = LOOKING_BATCHES;
    } else if (!PostgresFaults.isSerializationFailure(cause)) {
      LOG.error("A batch that was decided ahead was rolled back", cause);
    }
    metrics.recordMistaken(foreseen.steps().size());
    return post(batch);
  }

  private static List<Waiting> rest(Foreseen foreseen, List<Waiting> batch) {
    List<Waiting> rest = new ArrayList<>(foreseen.rest().size());
    foreseen.rest().forEach(place -> rest.add(batch.get(place)));
    return rest;
  }

  private Future<Void> post(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return done();
    } else if (!session.isUp()) {
      GroupCommit.fail(batch, GroupCommit.notConnected());
      return done();
    }
    boolean looks = looksLeft > 0;
    looksLeft -= looks ? 1 : 0;
    long startedNanos = System.nanoTime();
    return session
        .post(OperationBatch.parameters(operations(batch), limited, looks))
        .transform(
            result -> {
              if (result.failed()) {
                return failed(batch, result.cause());
              }
              metrics.recordCommit(System.nanoTime() - startedNanos, batch.size());
              metrics.recordDecided(batch.size());
              answer(batch, result.result());
              return done();
            });
  }

  private static List<Operation> operations(List<Waiting> batch) {
    List<Operation> operations = new ArrayList<>(batch.size());
    for (Waiting waiting : batch) {
      operations.add(waiting.operation());
    }
    return operations;
  }

  private void answer(List<Waiting> batch, RowSet<Row> rows) {
    Posted[] answers = new Posted[batch.size()];
    try {
      for (Row row : rows) {
        int place = PostedRow.ordinal(row) - 1;
        answers[place] = PostedRow.read(row, batch.get(place).operation());
        if (answers[place] instanceof Posted.Repeated) {
          looksLeft = LOOKING_BATCHES;
        } else if (answers[place] instanceof Posted.Applied applied) {
          foresight.learn(batch.get(place).operation(), applied.sequence(), applied.receipt());
        }
      }
    } catch (RuntimeException bug) {
      // Committed, and nobody may wait for ever: their retries find it.
      LOG.error("The answers of a batch of {} cannot be read", batch.size(), bug);
      GroupCommit.fail(batch, Fault.unknown("the commit's answer cannot be read", bug));
      return;
    }
    GroupCommit.answer(batch, answers);
  }

  private Future<Void> failed(List<Waiting> batch, Throwable cause) {
    if (!isRolledBack(cause)) {
      GroupCommit.fail(batch, Fault.unknown("the session broke before the commit's answer", cause));
      return done();
    }
    if (PostgresFaults.isKeyTaken(cause) && looksLeft == 0) {
      // Nobody had looked.
      looksLeft = LOOKING_BATCHES;
      return post(batch);
    }
    if (PostgresFaults.isServersOwn(cause)) {
      LOG.error("PostgreSQL cannot commit: {}", cause.getMessage());
      GroupCommit.fail(batch, Fault.notApplied("PostgreSQL cannot commit", cause));
      if (PostgresFaults.takesNoWrites(cause)) {
        session.drop("refused: the server takes no writes");
      }
      return done();
    }
    if (batch.size() == 1) {
      LOG.error("PostgreSQL refused {}: {}", batch.get(0).operation(), cause.getMessage());
      GroupCommit.fail(batch, Fault.notApplied("PostgreSQL refused the statement", cause));
      return done();
    }
    // The statement decides without raising errors, so this is one operation's doing that no rule
    // foresaw. Its neighbours go on without it.
    LOG.error("A batch of {} was rolled back; trying each by itself", batch.size(), cause);
    Future<Void> chain = done();
    for (Waiting waiting : batch) {
      chain = chain.compose(nothing -> post(List.of(waiting)));
    }
    return chain;
  }

  private static boolean isRolledBack(Throwable cause) {
    return cause instanceof PgException error && "ERROR".equals(error.getSeverity());
  }
}
