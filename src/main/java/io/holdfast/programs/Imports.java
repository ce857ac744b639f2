package io.holdfast.programs;

import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Files of opening balances: receiving them, and looking how far they are.
 *
 * <p>Bound to one event loop. Futures fail with a {@link io.holdfast.operation.Fault}, and where a
 * cursor was given, with {@link Reads.IllegalCursor}.
 */
public final class Imports {
  private static final String IMPORT = SqlFiles.load("import");
  private static final String IMPORTS = SqlFiles.load("imports");
  private static final String ERRORS = SqlFiles.load("import_errors");

  private final Pool pool;
  private final LongSupplier bookMillis;

  /**
   * @param pool belongs to the same event loop and is closed by its owner
   * @param bookMillis the book's time, for ids
   */
  public Imports(Pool pool, LongSupplier bookMillis) {
    this.pool = pool;
    this.bookMillis = bookMillis;
  }

  /**
   * Begins to receive a file.
   *
   * @param actor number of the API key that sends it
   * @param name of the file, or null
   */
  public ImportReceipt receive(int business, int actor, String name) {
    return new ImportReceipt(pool, bookMillis, business, actor, name);
  }

  /** An import as it is; empty if the business has none with this id. */
  public Future<Optional<Import>> find(int business, UUID id) {
    return pool.preparedQuery(IMPORT)
        .execute(Tuple.of(business, id))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.<Import>empty()
                    : Optional.of(read(rows.iterator().next())))
        .recover(PostgresFaults.reading("reading an import"));
  }

  /** Imports, newest first. */
  public Future<Page<Import>> list(int business, Optional<String> cursor, int limit) {
    String list = "imports/" + business;
    long below;
    try {
      below = cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse(Long.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return pool.preparedQuery(IMPORTS)
        .execute(Tuple.of(business, below, limit + 1))
        .map(
            rows -> {
              List<Import> found = new ArrayList<>(rows.size());
              rows.forEach(row -> found.add(read(row)));
              return Page.of(found, limit, last -> Cursors.write(list, last.number()));
            })
        .recover(PostgresFaults.reading("listing imports"));
  }

  /** What is wrong with its lines, in the order of the file; empty if there is no such import. */
  public Future<Optional<Page<LineError>>> errors(
      int business, UUID id, Optional<String> cursor, int limit) {
    String list = "import errors/" + id;
    long[] after;
    try {
      after = cursor.map(text -> Cursors.read(list, text, 2)).orElse(new long[] {0, -1});
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return pool.preparedQuery(ERRORS)
        .execute(Tuple.of(business, id, (int) after[0], (short) after[1], limit + 1))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return Optional.<Page<LineError>>empty();
              }
              List<LineError> found = new ArrayList<>(rows.size());
              for (Row row : rows) {
                if (row.getInteger(0) != null) {
                  found.add(
                      new LineError(
                          row.getInteger(0),
                          row.getInteger(1),
                          row.getString(2),
                          row.getString(3)));
                }
              }
              return Optional.of(
                  Page.of(found, limit, last -> Cursors.write(list, last.line(), last.place())));
            })
        .recover(PostgresFaults.reading("listing the errors of an import"));
  }

  private static Import read(Row row) {
    return new Import(
        row.getLong(0),
        row.getUUID(1),
        row.getString(2),
        Import.Status.ofCode(row.getInteger(3)),
        row.getInteger(4),
        row.getInteger(5),
        row.getInteger(6),
        row.getInteger(7),
        row.getInteger(8),
        row.getString(9),
        row.getInteger(10),
        row.getOffsetDateTime(11).toInstant().toEpochMilli(),
        row.getOffsetDateTime(12) == null
            ? null
            : row.getOffsetDateTime(12).toInstant().toEpochMilli());
  }
}
