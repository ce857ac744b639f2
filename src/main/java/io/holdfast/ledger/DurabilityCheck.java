package io.holdfast.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a commit on this server is what a 2xx promises: on disk, whatever fails next. Looks at
 * the settings of a connection like those that write the book, since user and database can each
 * have their own.
 */
public final class DurabilityCheck {
  private static final String SQL = SqlFiles.load("durability");
  private static final int VERSION_LEAST = 150_000;

  private DurabilityCheck() {}

  /**
   * What there is to say of a server.
   *
   * @param unsafe how it can lose what was acknowledged, one sentence each
   * @param unusable why nothing can be written there at all, or null
   */
  record Findings(List<String> unsafe, String unusable) {}

  /** What is wrong, one sentence each; empty if nothing is. */
  public static Future<List<String>> problems(Pool pool) {
    return pool.query(SQL)
        .execute()
        .map(
            rows -> {
              Findings found = read(rows.iterator().next());
              List<String> problems = new ArrayList<>(found.unsafe());
              if (found.unusable() != null) {
                problems.add(found.unusable());
              }
              return problems;
            })
        .recover(PostgresFaults.reading("checking the server's settings"));
  }

  /** Reads the row of the query. */
  static Findings read(Row row) {
    List<String> unsafe = new ArrayList<>();
    if (row.getInteger(0) < VERSION_LEAST) {
      unsafe.add("PostgreSQL is older than version 15: server_version_num=" + row.getInteger(0));
    }
    if (!row.getString(1).equals("on")) {
      unsafe.add("a crash of the machine can lose or corrupt the book: fsync=" + row.getString(1));
    }
    String commit = row.getString(2);
    if (!commit.equals("on") && !commit.equals("remote_apply")) {
      unsafe.add("a crash can lose what was acknowledged: synchronous_commit=" + commit);
    }
    if (!row.getString(3).equals("on")) {
      unsafe.add("a crash can tear pages of the book: full_page_writes=" + row.getString(3));
    }
    return new Findings(unsafe, unusable(row));
  }

  private static String unusable(Row row) {
    if (row.getBoolean(4)) {
      return "the server is a standby and takes no writes: pg_is_in_recovery()=true";
    }
    return row.getString(5).equals("off")
        ? null
        : "the server takes no writes: transaction_read_only=" + row.getString(5);
  }
}
