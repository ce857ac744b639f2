package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What finding a client costs a business with very many of them. */
class ClientSearchIT {
  private static final int CLIENTS = 100_000;

  /**
   * Of 8 KiB, most of them looked at several times: some milliseconds. A search that read all the
   * words of a business would look at tens of thousands.
   */
  private static final int PAGES_MAX = 6_000;

  /**
   * Given names from six, family names from a hundred, so that prefixes have thousands of bearers.
   */
  private static final String FILL =
      """
      INSERT INTO clients (business, reference, name)
      SELECT 1, 'cl_' || n,
             (ARRAY['Maria', 'Mary', 'Marek', 'Ada', 'Jürgen', 'O’Connor'])[1 + mod(n, 6)] || ' '
               || initcap(translate(lpad(mod(n / 6, 100)::text, 2, '0'), '0123456789', 'abcdefghij'))
               || 'son ' || (n / 600)
      FROM generate_series(1, %d) AS n
      """;

  @Test
  void whateverIsTypedIsFoundInFewPages() throws SQLException {
    PostgresOptions book = TestServers.book();
    try (Connection connection = TestServers.connect(book)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO businesses (number, id, name) VALUES (1, gen_random_uuid(), 'B')"
                + " ON CONFLICT DO NOTHING");
        long begun = System.nanoTime();
        statement.execute(FILL.formatted(CLIENTS));
        System.out.printf("%,d clients in %.1f s%n", CLIENTS, seconds(begun));
        statement.execute("ANALYZE clients, client_words");
      }
      for (String typed :
          new String[] {
            "a",
            "m",
            "mar",
            "maria",
            "maria abson",
            "abson mar 7",
            "cl_9999",
            "cl",
            "zzz",
            "m zz",
            "mary zz",
            "oconnor jj",
            "1",
            "jurgen 166"
          }) {
        assertThat(pages(connection, typed)).as(typed).isLessThan(PAGES_MAX);
      }
    }
  }

  private static long pages(Connection connection, String typed) throws SQLException {
    String sql = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM find_clients(1, ?, 20)";
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      search.setString(1, typed);
      search.executeQuery().close();
      try (ResultSet rows = search.executeQuery()) {
        rows.next();
        String plan = rows.getString(1);
        long pages = number(plan, "Shared Hit Blocks") + number(plan, "Shared Read Blocks");
        System.out.printf(
            "%-12s %,6d pages, %s ms, %s rows%n",
            typed, pages, text(plan, "Execution Time"), text(plan, "Actual Rows"));
        return pages;
      }
    }
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private static long number(String plan, String name) {
    return Long.parseLong(text(plan, name));
  }

  /** The first of this name: that of the whole. */
  private static String text(String plan, String name) {
    int start = plan.indexOf('"' + name + "\": ") + name.length() + 4;
    int end = start;
    while (Character.isDigit(plan.charAt(end)) || plan.charAt(end) == '.') {
      end++;
    }
    return plan.substring(start, end);
  }
}
