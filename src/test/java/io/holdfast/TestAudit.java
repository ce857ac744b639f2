package io.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ledger.PostgresOptions;
import java.time.Duration;
import java.util.List;

/** What must hold of a book whatever was done to it, and of a cache when nothing is under way. */
public final class TestAudit {
  private static final String JOURNAL_IS_GAPLESS =
      """
      SELECT w.number FROM wallets w LEFT JOIN journal j ON j.wallet = w.number GROUP BY w.number
      HAVING count(j.sequence) <> w.version OR min(j.sequence) <> 1 OR max(j.sequence) <> w.version
      """;
  private static final String SUMS_ARE_THE_WALLET =
      """
      SELECT w.number FROM wallets w LEFT JOIN journal j ON j.wallet = w.number GROUP BY w.number
      HAVING sum(j.amount) <> w.balance OR sum(j.held_change) <> w.held
      """;
  private static final String EACH_ROW_FOLLOWS_THE_LAST =
      """
      SELECT * FROM (
        SELECT wallet, sequence, amount, held_change, balance_after, held_after, created_at,
               lag(balance_after, 1, 0::bigint) OVER w AS balance_before,
               lag(held_after, 1, 0::bigint) OVER w AS held_before,
               lag(created_at, 1, '-infinity') OVER w AS before
        FROM journal WINDOW w AS (PARTITION BY wallet ORDER BY sequence)) rows
      WHERE balance_after <> balance_before + amount OR held_after <> held_before + held_change
         OR created_at < before
      """;
  private static final String HOLDS_ARE_WHAT_IS_HELD =
      """
      SELECT w.number FROM wallets w
      LEFT JOIN holds h ON h.wallet = w.number AND h.status IN (0, 1) GROUP BY w.number
      HAVING coalesce(sum(h.amount - h.captured - h.voided), 0) <> w.held
      """;
  private static final String CAPTURES_ARE_WHAT_WAS_CAPTURED =
      """
      SELECT h.wallet, h.sequence FROM holds h
      LEFT JOIN journal j ON j.wallet = h.wallet AND j.target = h.sequence AND j.kind = 3
      GROUP BY h.wallet, h.sequence HAVING coalesce(-sum(j.amount), 0) <> h.captured
      """;
  private static final String REFUNDS_STAY_WITHIN_THE_ORIGINAL =
      """
      SELECT o.wallet, o.sequence FROM journal o
      JOIN journal j ON j.wallet = o.wallet AND j.target = o.sequence AND j.kind = 8
      GROUP BY o.wallet, o.sequence HAVING sum(j.amount) > -o.amount
      """;
  private static final String ACCOUNTS =
      """
      SELECT account, sum(amount) AS sum FROM (
        SELECT credit_account AS account, abs(amount) AS amount FROM journal WHERE amount <> 0
        UNION ALL SELECT debit_account, -abs(amount) FROM journal WHERE amount <> 0) sides
      GROUP BY account
      """;

  private TestAudit() {}

  /** Nothing in the book contradicts anything else in it. */
  public static void balances(PostgresOptions book) {
    none(book, JOURNAL_IS_GAPLESS);
    none(book, SUMS_ARE_THE_WALLET);
    none(book, EACH_ROW_FOLLOWS_THE_LAST);
    none(book, HOLDS_ARE_WHAT_IS_HELD);
    none(book, CAPTURES_ARE_WHAT_WAS_CAPTURED);
    none(book, REFUNDS_STAY_WITHIN_THE_ORIGINAL);
    none(
        book,
        "SELECT * FROM wallets w LEFT JOIN ("
            + ACCOUNTS
            + ") a ON a.account = w.number"
            + " WHERE w.balance <> coalesce(a.sum, 0)");
    assertThat(
            TestServers.ask(
                book,
                "SELECT coalesce(sum(sum), 0) + (SELECT coalesce(sum(balance), 0) FROM wallets)"
                    + " FROM ("
                    + ACCOUNTS
                    + ") a JOIN house_accounts h ON h.number = a.account"))
        .as("what wallets and the house have together")
        .isEqualTo("0");
    none(book, "SELECT * FROM wallets WHERE balance - held + allowance < 0");
  }

  /** Once nothing is under way, no operation is pending and the cache is exact where it is. */
  public static void cacheIsExact(PostgresOptions book, TestRedis redis) {
    settled(redis);
    for (var row : wallets(book)) {
      String cached = redis.wallet(Long.parseLong(row.get(0))).get("a");
      assertThat(cached).as("cached for wallet %s", row.get(0)).isIn(null, row.get(1));
    }
  }

  /** Once nothing is under way, no operation is pending and the cache promises nothing too much. */
  public static void cacheErrsLow(PostgresOptions book, TestRedis redis) {
    settled(redis);
    for (var row : wallets(book)) {
      String cached = redis.wallet(Long.parseLong(row.get(0))).get("a");
      assertThat(cached == null ? Long.MIN_VALUE : Long.parseLong(cached))
          .as("cached for wallet %s", row.get(0))
          .isLessThanOrEqualTo(Long.parseLong(row.get(1)));
    }
  }

  private static void settled(TestRedis redis) {
    TestServers.awaitUntil(
        "no operation is pending", Duration.ofSeconds(10), () -> redis.marks() == 0);
  }

  private static List<List<String>> wallets(PostgresOptions book) {
    return TestServers.rows(book, "SELECT number, balance - held + credit_limit FROM wallets");
  }

  private static void none(PostgresOptions book, String contradictions) {
    assertThat(TestServers.rows(book, contradictions)).as(contradictions).isEmpty();
  }
}
