package io.holdfast.benchmarks.book;

import java.io.IOException;
import java.sql.SQLException;

/** The money of a subject. It must be quiet: nothing under way. Calls block, of one thread. */
public interface Book extends AutoCloseable {
  /** Whether every wallet has what it should have by the answers, and nothing is held. */
  Verdict check(Claims claims) throws IOException, SQLException, InterruptedException;

  /** Proves that the whole book adds up in itself: seconds for some million rows. */
  Verdict audit() throws IOException, SQLException, InterruptedException;

  /** Rows of its journal, or about as many; -1 if nobody knows. */
  long journalRows() throws SQLException;

  @Override
  void close();
}
