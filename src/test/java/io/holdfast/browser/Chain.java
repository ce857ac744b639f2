package io.holdfast.browser;

import io.holdfast.api.Shop;
import io.holdfast.api.TestService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;

/**
 * A chain of salons with 100,000 clients, {@code cl_000001} to {@code cl_100000}, no two of the
 * same name, all with 150 dollars deposited, every tenth with a month of payments since. Made once
 * for the JVM, for tests that look and change nothing.
 */
final class Chain {
  static final int CLIENTS = 100_000;

  private static final String[] SALONS = {"Chiado, Lisbon", "Marylebone, London", "SoHo, New York"};
  private static final String[] GIVEN =
      words(
          "Ada Amelia Anneliese Ayşe Begoña Björn Carmen Chidinma Daniel Emre Fatima Grace Henry Inês"
              + " Íñigo Jürgen Kenji Lucía Lukas Małgorzata Mei Mina Ngozi Noor Olena Oliver Paweł"
              + " Priya Quentin Rohan Ruby Sakura Søren Sofia Taras Uma Victor Wen Yusuf Żaneta");
  private static final String[] BEGINNINGS =
      words(
          "Ash Bar Beck Bell Birk Black Brad Brook Burn Carl Chat Clay Cole Cran Dal Dun East Elm"
              + " Fair Fern Gar Glen Green Hal Hart Haw Hol Kirk Lang Lin Mar Mid Nor Oak Old Pem"
              + " Quin Rad Red Rock Ross Sand Shel Stan Sut Thorn Wal Wen West Wood");
  private static final String[] ENDINGS =
      words(
          "all beck bourne bridge brook burn burton bury by cliffe comb cott croft dale den don down"
              + " end er ey field ford gate grave ham haven hill holm hurst ing ington land ley low"
              + " man mere mont more ness port ridge sall set shaw side stead stone ton well worth");

  /** One row for each change of each client's wallet: what it did, when, and against which side. */
  private static final String CHANGES =
      """
      CREATE TEMP TABLE changes AS
      SELECT w.n, w.number, s AS sequence, kind, amount, salon, purpose, target,
             m.now - interval '41 days' + (s - 1) * interval '4 days'
               + w.n * 7919 %% 691200 * interval '1 second'
               + w.n::bigint * 104729 %% 345600 * interval '1 second' AS moment
      FROM (SELECT n, nextval('account_numbers') AS number FROM generate_series(1, %d) n) w,
           (SELECT date_trunc('milliseconds', now()) AS now) m,
           LATERAL (VALUES
             (1, 14, 0, 0, NULL, NULL), (2, 7, 15000, w.n %% 3, 'cash_clearing', NULL),
             (3, 6, -2000 - w.n %% 7 * 350, w.n %% 3, 'revenue', NULL),
             (4, 8, 950, w.n %% 3, 'revenue', 3),
             (5, 6, -1800 - w.n %% 5 * 400, (w.n / 10 + 1) %% 3, 'revenue', NULL),
             (6, 7, 10000, w.n %% 3, 'cash_clearing', NULL),
             (7, 6, -2500 - w.n %% 11 * 200, w.n / 10 %% 3, 'revenue', NULL),
             (8, 6, -1900 - w.n %% 3 * 500, w.n %% 3, 'revenue', NULL))
           AS c (s, kind, amount, salon, purpose, target)
      WHERE s < 3 OR w.n %% 10 = 0
      """;

  private static final String PEOPLE =
      """
      INSERT INTO clients (business, reference, name)
      SELECT ?, 'cl_' || lpad(n::text, 6, '0'),
             given[1 + n % 40] || ' ' || beginnings[1 + n / 40 % 50] || endings[1 + n / 2000 % 50]
      FROM generate_series(1, ?) n,
           (VALUES (?::text[], ?::text[], ?::text[])) AS words (given, beginnings, endings)
      """;
  private static final String WALLETS =
      """
      INSERT INTO wallets (number, id, business, client, currency, balance, version, changed_at,
                           created_at)
      SELECT h.number, wallet_id(h.number, first), c.business, c.number, 'USD', balance, version,
             last, first
      FROM (SELECT n, number, sum(amount) AS balance, count(*) AS version, min(moment) AS first,
                   max(moment) AS last
            FROM changes GROUP BY n, number) h
      JOIN clients c ON c.business = ? AND c.reference = 'cl_' || lpad(h.n::text, 6, '0')
      """;
  private static final String HOUSE =
      """
      INSERT INTO house_accounts (business, location, bucket, currency, purpose)
      SELECT ?, location, bucket, 'USD', purpose
      FROM unnest(?::int[]) location, generate_series(0, 255) bucket,
           unnest('{cash_clearing, revenue}'::text[]) purpose
      """;

  /**
   * In the order of time, as a journal grows: its time index tells ranges of pages apart by that.
   */
  private static final String JOURNAL =
      """
      INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount, held_change,
                           balance_after, held_after, available_after, debit_account,
                           credit_account, target, location, reference, created_at)
      SELECT c.number, sequence, kind, md5(sequence::text)::uuid, 0, amount, 0, balance, 0, balance,
             CASE WHEN amount > 0 THEN h.number WHEN amount < 0 THEN c.number END,
             CASE WHEN amount > 0 THEN c.number WHEN amount < 0 THEN h.number END,
             target, coalesce(h.location, 0), 'sale-' || n * 10 + sequence, moment
      FROM (SELECT *, sum(amount) OVER (PARTITION BY number ORDER BY sequence) AS balance
            FROM changes) c
      LEFT JOIN house_accounts h ON h.business = ? AND h.location = (?::int[])[1 + salon]
        AND h.bucket = c.number % 256 AND h.purpose = c.purpose
      ORDER BY moment
      """;

  private static Shop shop;

  private Chain() {}

  /** The chain, in the shared service. */
  static synchronized Shop shop() {
    if (shop == null) {
      shop = open();
    }
    return shop;
  }

  /** The name of client n, from 1. */
  static String name(int n) {
    return GIVEN[n % 40] + " " + familyName(n);
  }

  static String familyName(int n) {
    return BEGINNINGS[n / 40 % 50] + ENDINGS[n / 2_000 % 50];
  }

  private static Shop open() {
    TestService service = TestService.shared();
    Shop chain = Shop.open(service);
    Object[] salons = IntStream.range(0, SALONS.length).map(i -> salon(chain, i)).boxed().toArray();
    try (Connection connection = service.owner()) {
      // In one commit, or the auditor might look in between.
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(CHANGES.formatted(CLIENTS));
        int business = chain.number();
        execute(connection, PEOPLE, business, CLIENTS, GIVEN, BEGINNINGS, ENDINGS);
        execute(connection, WALLETS, business);
        execute(connection, HOUSE, business, salons);
        execute(connection, JOURNAL, business, salons);
        execute(
            connection,
            "UPDATE businesses SET name = 'Larkspur Salons',"
                + " created_at = created_at - interval '1 year' WHERE number = ?",
            business);
        statement.execute("DROP TABLE changes");
        connection.commit();
        connection.setAutoCommit(true);
        // As it would long have been done by itself.
        statement.execute("ANALYZE clients, wallets, journal");
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return chain;
  }

  private static int salon(Shop chain, int i) {
    String id = chain.location(SALONS[i]);
    return (Integer) chain.service().sql("SELECT number FROM locations WHERE id = ?::uuid", id);
  }

  private static void execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        Object value = parameters[i];
        if (value instanceof Object[] values) {
          String type = values instanceof String[] ? "text" : "int";
          statement.setArray(i + 1, connection.createArrayOf(type, values));
        } else {
          statement.setObject(i + 1, value);
        }
      }
      statement.execute();
    }
  }

  private static String[] words(String text) {
    return text.split(" ");
  }
}
