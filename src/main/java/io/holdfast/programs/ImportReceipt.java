package io.holdfast.programs;

import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Fingerprint;
import io.holdfast.operation.OperationKey;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A file coming in: its lines are kept in PostgreSQL as they come, and nothing is done with them
 * before all of it is there. Whoever feeds it waits for each piece, so that it holds no more than
 * one. Bound to one event loop.
 */
public final class ImportReceipt {
  private static final String BEGIN = SqlFiles.load("begin_import");
  private static final String STAGE = SqlFiles.load("stage_import");
  private static final String FINISH = SqlFiles.load("finish_import");
  private static final String FAIL = SqlFiles.load("fail_import");

  /** Kept together: a statement of some tens of milliseconds. */
  private static final int LINES_TOGETHER = 1_000;

  /* Outcomes of the SQL function that finishes. */
  private static final int ACCEPTED = 0;
  private static final int KNOWN = 1;
  private static final int REPLAYED = 2;
  private static final int KEY_REUSED = 3;

  private final Pool pool;
  private final LongSupplier bookMillis;
  private final int business;
  private final int actor;
  private final String name;
  private final UUID worker = UUID.randomUUID();
  private final ImportFile file = new ImportFile();
  private final MessageDigest digest = sha256();
  private Import job;
  private int lines;
  private int errors;

  ImportReceipt(Pool pool, LongSupplier bookMillis, int business, int actor, String name) {
    this.pool = pool;
    this.bookMillis = bookMillis;
    this.business = business;
    this.actor = actor;
    this.name = name;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** It will be worked off, or was answered so before. */
    record Accepted(Buffer body, boolean replayed) implements Outcome {}

    /** The same content was imported before, or is being. */
    record Known(UUID id) implements Outcome {}

    /** The idempotency key was used for another request. */
    record KeyReused() implements Outcome {}
  }

  /** Nothing of the file can be used. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Takes the next piece; the one after that may come when this is done.
   *
   * @return fails with {@link Unreadable} too
   */
  public Future<Void> take(Buffer piece) {
    byte[] bytes = piece.getBytes();
    digest.update(bytes);
    file.feed(bytes);
    return file.headFault() != null || file.size() < LINES_TOGETHER ? checked() : stage();
  }

  private Future<Void> checked() {
    return file.headFault() == null
        ? Future.succeededFuture()
        : Future.failedFuture(new Unreadable(file.headFault()));
  }

  /**
   * All of it is there.
   *
   * @param key of the request, or one made for it
   * @param body what is answered if it is accepted
   * @return fails with {@link Unreadable} too
   */
  public Future<Outcome> end(OperationKey key, Function<Import, Buffer> body) {
    file.end();
    byte[] content = digest.digest();
    long fingerprint =
        new Fingerprint().add("createImport").add(HexFormat.of().formatHex(content)).bits();
    return checked()
        .compose(nothing -> stage())
        .compose(
            nothing -> {
              Buffer answer = body.apply(job());
              Tuple parameters =
                  Tuple.of(job.number(), worker, key.hash(), fingerprint)
                      .addBuffer(Buffer.buffer(content))
                      .addString(answer.toString());
              return pool.preparedQuery(FINISH)
                  .execute(parameters)
                  .recover(PostgresFaults.writing("accepting an import"))
                  .compose(rows -> outcome(rows.iterator().next(), answer));
            });
  }

  /** As it is accepted. */
  private Import job() {
    return new Import(
        job.number(),
        job.id(),
        name,
        Import.Status.RUNNING,
        lines,
        errors,
        0,
        0,
        errors,
        null,
        actor,
        job.createdAtMillis(),
        null);
  }

  private static Future<Outcome> outcome(Row row, Buffer answer) {
    int outcome = row.getInteger(0);
    return switch (outcome) {
      case ACCEPTED -> Future.succeededFuture(new Outcome.Accepted(answer, false));
      case KNOWN -> Future.succeededFuture(new Outcome.Known(row.getUUID(1)));
      case REPLAYED ->
          Future.succeededFuture(new Outcome.Accepted(Buffer.buffer(row.getString(2)), true));
      case KEY_REUSED -> Future.succeededFuture(new Outcome.KeyReused());
      default -> Future.failedFuture(brokenOff());
    };
  }

  /** The rest will not come. */
  public Future<Void> abandon(String why) {
    return job == null
        ? Future.succeededFuture()
        : pool.preparedQuery(FAIL).execute(Tuple.of(job.number(), worker, why)).mapEmpty();
  }

  private Future<Void> stage() {
    Future<Void> begun = job == null ? begin() : Future.succeededFuture();
    return begun.compose(nothing -> stage(file.take()));
  }

  private Future<Void> begin() {
    UUID id = Ids.random(bookMillis.getAsLong());
    return pool.preparedQuery(BEGIN)
        .execute(Tuple.of(business, actor, id, name, worker))
        .recover(PostgresFaults.reading("beginning an import"))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              job =
                  new Import(
                      row.getLong(0),
                      id,
                      name,
                      Import.Status.RECEIVING,
                      0,
                      0,
                      0,
                      0,
                      0,
                      null,
                      actor,
                      row.getOffsetDateTime(1).toInstant().toEpochMilli(),
                      null);
              return null;
            });
  }

  private Future<Void> stage(ImportFile.Piece piece) {
    if (piece.count() == 0) {
      return Future.succeededFuture();
    }
    List<ImportLine> good = piece.lines();
    Tuple parameters = Tuple.of(job.number(), worker, piece.count());
    parameters
        .addArrayOfInteger(good.stream().map(ImportLine::line).toArray(Integer[]::new))
        .addArrayOfString(good.stream().map(ImportLine::clientReference).toArray(String[]::new))
        .addArrayOfString(good.stream().map(ImportLine::clientName).toArray(String[]::new))
        .addArrayOfString(good.stream().map(ImportLine::currency).toArray(String[]::new))
        .addArrayOfLong(good.stream().map(ImportLine::balance).toArray(Long[]::new))
        .addArrayOfLong(good.stream().map(ImportLine::creditLimit).toArray(Long[]::new));
    LineErrors.add(parameters, new ArrayList<>(piece.errors()));
    return pool.preparedQuery(STAGE)
        .execute(parameters)
        .recover(PostgresFaults.reading("keeping lines of an import"))
        .compose(
            rows -> {
              Integer wrong = rows.iterator().next().getInteger(0);
              if (wrong == null) {
                return Future.failedFuture(brokenOff());
              }
              lines += piece.count();
              errors += wrong;
              return Future.succeededFuture();
            });
  }

  private static Fault brokenOff() {
    return Fault.notApplied("the file took too long to come in", null);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
