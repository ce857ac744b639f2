package io.holdfast.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The book proving itself, a few places at a time, and what came of it. How far each walk is stands
 * in the book, so that instances share it and a restart goes on. Bound to one event loop.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault}.
 */
public final class Proofs {
  private static final String WALLETS = SqlFiles.load("audit_wallets");
  private static final String JOURNAL = SqlFiles.load("audit_journal");
  private static final String STANDING = SqlFiles.load("audit_standing");
  private static final String AGAIN = SqlFiles.load("audit_again");
  private static final String CACHE_WALK = SqlFiles.load("audit_cache_walk");
  private static final String REPAIRED = SqlFiles.load("audit_repaired");
  private static final String WALKS = SqlFiles.load("audit_walks");
  private static final String FINDINGS = SqlFiles.load("audit_findings");
  private static final String QUARANTINED = SqlFiles.load("quarantined");

  private final Pool pool;

  public Proofs(Pool pool) {
    this.pool = pool;
  }

  /**
   * What one step of a walk came to.
   *
   * @param checked -1 if another instance is walking
   * @param found how many of them were wrong and are set aside
   */
  public record Step(int checked, int found) {}

  /** A wallet at one moment. Available is in minor units. */
  public record Standing(long wallet, int business, long available, long version) {}

  /**
   * How far a walk is. Times are milliseconds since 1970, null for never.
   *
   * @param checked in the walk under way
   * @param provenChecked in the last one that came to the end
   */
  public record Walk(
      String part, long checked, Long startedAtMillis, Long provenAtMillis, long provenChecked) {}

  /** Something that was wrong with a wallet. */
  public record Finding(
      UUID wallet,
      String part,
      String kind,
      String detail,
      boolean repaired,
      long foundAtMillis,
      boolean quarantined) {}

  /** Proves the next wallets against their journal and holds. */
  public Future<Step> wallets(int count) {
    return step(WALLETS, count);
  }

  /** Proves the next journal rows, each against the one before it. */
  public Future<Step> journal(int count) {
    return step(JOURNAL, count);
  }

  /** The next wallets after this one. */
  public Future<List<Standing>> after(long wallet, int count) {
    return standing(STANDING, Tuple.of(wallet, count));
  }

  /** These wallets as they are now. */
  public Future<List<Standing>> again(List<Long> wallets) {
    return standing(AGAIN, Tuple.of((Object) wallets.toArray(Long[]::new)));
  }

  /** Notes how far the comparison of the cache came. */
  public Future<Void> cacheWalked(int asked, int checked, long lastWallet) {
    return run(CACHE_WALK, Tuple.of(asked, checked, lastWallet)).mapEmpty();
  }

  /** Records a cache entry that was wrong and was thrown away. */
  public Future<Void> repaired(Standing wallet, String kind, String detail) {
    return run(REPAIRED, Tuple.of(wallet.business(), wallet.wallet(), kind, detail)).mapEmpty();
  }

  public Future<List<Walk>> walks() {
    return run(WALKS, Tuple.tuple())
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Walk(
                            row.getString(0),
                            row.getLong(1),
                            millis(row, 2),
                            millis(row, 3),
                            row.getLong(4))));
  }

  /** What was found about a business's wallets, newest first. */
  public Future<List<Finding>> findings(int business, int count) {
    return run(FINDINGS, Tuple.of(business, count))
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Finding(
                            row.getUUID(0),
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getBoolean(4),
                            BookRows.millis(row, 5),
                            row.getBoolean(6))));
  }

  /** How many wallets are set aside. */
  public Future<Long> quarantined() {
    return run(QUARANTINED, Tuple.tuple()).map(rows -> rows.iterator().next().getLong(0));
  }

  private Future<Step> step(String sql, int count) {
    return run(sql, Tuple.of(count))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Step(row.getInteger(0), row.getInteger(1));
            });
  }

  private Future<List<Standing>> standing(String sql, Tuple parameters) {
    return run(sql, parameters)
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Standing(
                            row.getLong(0), row.getInteger(1), row.getLong(2), row.getLong(3))));
  }

  private Future<RowSet<Row>> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .recover(PostgresFaults.writing("auditing the book"));
  }

  private interface Reader<T> {
    T read(Row row);
  }

  private static <T> List<T> list(RowSet<Row> rows, Reader<T> reader) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(reader.read(row)));
    return all;
  }

  private static Long millis(Row row, int column) {
    return row.getValue(column) == null ? null : BookRows.millis(row, column);
  }
}
