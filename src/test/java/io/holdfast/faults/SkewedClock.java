package io.holdfast.faults;

import io.holdfast.TestServers;
import io.holdfast.ledger.PostgresOptions;

/**
 * The clock of a book's database, which can be set: for sessions opened after this is made, the
 * functions that tell the time are looked for in a schema that comes before the system's own.
 */
final class SkewedClock {
  private final PostgresOptions book;

  SkewedClock(PostgresOptions book) {
    this.book = book;
    for (String statement :
        new String[] {
          "CREATE SCHEMA skew",
          "CREATE TABLE skew.clock AS SELECT interval '0' AS ahead",
          "CREATE FUNCTION skew.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS"
              + " 'SELECT pg_catalog.clock_timestamp() + ahead FROM skew.clock'",
          "CREATE FUNCTION skew.now() RETURNS timestamptz LANGUAGE sql STABLE AS"
              + " 'SELECT pg_catalog.now() + ahead FROM skew.clock'",
          "GRANT USAGE ON SCHEMA skew TO PUBLIC",
          "GRANT SELECT ON skew.clock TO PUBLIC",
          "ALTER DATABASE " + book.database() + " SET search_path = skew, pg_catalog, public",
        }) {
      TestServers.execute(book, statement);
    }
  }

  /** So far from the right time; behind it if negative. */
  void set(int aheadSeconds) {
    TestServers.execute(
        book, "UPDATE skew.clock SET ahead = make_interval(secs => " + aheadSeconds + ")");
  }
}
