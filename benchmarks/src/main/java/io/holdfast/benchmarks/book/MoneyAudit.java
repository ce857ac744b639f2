package io.holdfast.benchmarks.book;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves a book of the service: every wallet is the sum of its journal, debits and credits meet,
 * and Redis knows nothing that PostgreSQL does not.
 *
 * <p>Alone: {@code java … io.holdfast.benchmarks.book.MoneyAudit <JDBC URL> <Redis URI>}; it exits
 * with 1 if anything does not add up. The service must be quiet.
 */
public final class MoneyAudit implements Book {
  /** Marks of reservations are cleared in bulk soon after their commit; this is long after. */
  private static final long QUIET_MILLIS = 10_000;

  private static final long POLL_MILLIS = 100;
  private static final int SHOWN = 3;

  /** Wallets that are not the sum of their rows: balance, held, version, last running balance. */
  private static final String WALLETS_OFF =
      """
      SELECT coalesce(w.number, j.wallet) AS wallet, w.balance, w.held, w.version,
             j.balance AS journal_balance, j.held AS journal_held, j.rows, j.last
      FROM wallets w
      FULL JOIN (
        SELECT wallet, sum(amount) AS balance, sum(held_change) AS held, count(*) AS rows,
               max(sequence) AS last
        FROM journal GROUP BY wallet) j ON j.wallet = w.number
      LEFT JOIN journal newest ON newest.wallet = j.wallet AND newest.sequence = j.last
      WHERE w.balance IS DISTINCT FROM j.balance OR w.held IS DISTINCT FROM j.held
         OR w.version IS DISTINCT FROM j.rows OR w.version IS DISTINCT FROM j.last
         OR w.balance IS DISTINCT FROM newest.balance_after
         OR w.held IS DISTINCT FROM newest.held_after
      """;

  /** What open holds keep, against what their wallets say is held. */
  private static final String HOLDS_OFF =
      """
      SELECT w.number AS wallet, w.held, coalesce(h.remaining, 0) AS in_holds
      FROM wallets w
      LEFT JOIN (
        SELECT wallet, sum(amount - captured - voided) AS remaining
        FROM holds WHERE status IN (0, 1) GROUP BY wallet) h ON h.wallet = w.number
      WHERE w.held <> coalesce(h.remaining, 0)
      """;

  /** Wallet rows plus what the journal says of every account that is not a wallet: zero. */
  private static final String SUM_OF_ALL =
      """
      SELECT (SELECT coalesce(sum(balance), 0) FROM wallets)
           + (SELECT coalesce(sum(side.amount), 0)
              FROM (SELECT credit_account AS account, abs(amount) AS amount
                    FROM journal WHERE amount <> 0
                    UNION ALL
                    SELECT debit_account, -abs(amount) FROM journal WHERE amount <> 0) side
              WHERE NOT EXISTS (SELECT FROM wallets w WHERE w.number = side.account))
      """;

  private static final String AVAILABLE =
      "SELECT number, balance - held + credit_limit FROM wallets";

  private final Connection connection;
  private final RedisReader redis;

  public MoneyAudit(String jdbcUrl, String redisUri) throws SQLException {
    connection = DriverManager.getConnection(jdbcUrl);
    redis = new RedisReader(redisUri);
  }

  public static void main(String[] args) throws SQLException, InterruptedException {
    boolean passed;
    try (MoneyAudit audit = new MoneyAudit(args[0], args[1])) {
      Verdict verdict = audit.audit();
      System.out.println(verdict);
      passed = verdict.passed();
    }
    System.exit(passed ? 0 : 1);
  }

  @Override
  public Verdict check(Claims claims) throws SQLException, InterruptedException {
    List<String> faults = new ArrayList<>();
    awaitNothingPending(faults);
    faults.addAll(claims.faults(byNumber("SELECT number, balance FROM wallets")));
    long held = number("SELECT count(*) FROM wallets WHERE held <> 0");
    if (held > 0) {
      faults.add("%,d wallets have money held".formatted(held));
    }
    return new Verdict(
        "%,d wallets have what was answered, nothing is held or pending"
            .formatted(claims.wallets().size()),
        faults);
  }

  @Override
  public long journalRows() throws SQLException {
    return number("SELECT greatest(0, reltuples)::bigint FROM pg_class WHERE relname = 'journal'");
  }

  @Override
  public Verdict audit() throws SQLException, InterruptedException {
    List<String> faults = new ArrayList<>();
    awaitNothingPending(faults);
    report(faults, "wallet differs from its journal", rows(WALLETS_OFF));
    report(faults, "held differs from open holds", rows(HOLDS_OFF));
    long sum = number(SUM_OF_ALL);
    if (sum != 0) {
      faults.add("the sum over all accounts is " + sum);
    }
    long rows = number("SELECT count(*) FROM journal");
    Map<Long, Long> available = byNumber(AVAILABLE);
    int cached = compareRedis(available, faults);
    return new Verdict(
        "%,d wallets equal %,d journal rows, all accounts sum to 0, %,d wallets in Redis equal"
                .formatted(available.size(), rows, cached)
            + " PostgreSQL",
        faults);
  }

  @Override
  public void close() {
    redis.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitNothingPending(List<String> faults) throws InterruptedException {
    long deadline = System.currentTimeMillis() + QUIET_MILLIS;
    long pending = pending();
    while (pending > 0 && System.currentTimeMillis() < deadline) {
      Thread.sleep(POLL_MILLIS);
      pending = pending();
    }
    if (pending > 0) {
      faults.add(pending + " reservations pending in Redis after " + QUIET_MILLIS + " ms");
    }
  }

  private long pending() {
    return redis.keys("hf:{*}:p").stream().mapToLong(redis::size).sum();
  }

  private int compareRedis(Map<Long, Long> available, List<String> faults) {
    List<String> keys = redis.keys("hf:{*}:w:*");
    List<String> cached = redis.fields(keys, "a");
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      if (cached.get(i) == null) {
        continue;
      }
      compared++;
      Long book = available.get(Long.valueOf(key.substring(key.lastIndexOf(':') + 1)));
      if (book == null || book != Long.parseLong(cached.get(i))) {
        different.add(key + ": Redis " + cached.get(i) + ", PostgreSQL " + book);
      }
    }
    report(faults, "available differs", different);
    return compared;
  }

  private Map<Long, Long> byNumber(String sql) throws SQLException {
    Map<Long, Long> values = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.put(row.getLong(1), row.getLong(2));
      }
    }
    return values;
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        StringBuilder line = new StringBuilder();
        for (int column = 1; column <= columns; column++) {
          line.append(row.getMetaData().getColumnLabel(column))
              .append(' ')
              .append(row.getString(column))
              .append(column < columns ? ", " : "");
        }
        rows.add(line.toString());
      }
    }
    return rows;
  }

  private static void report(List<String> faults, String what, List<String> cases) {
    if (!cases.isEmpty()) {
      List<String> some = cases.subList(0, Math.min(SHOWN, cases.size()));
      faults.add(cases.size() + " times: " + what + " (" + String.join(" | ", some) + ")");
    }
  }
}
