package io.holdfast.benchmarks.book;

import java.sql.SQLException;

/** The money of a subject. Calls block; confined to one thread. */
public interface Book extends AutoCloseable {
  /** Sum of all debits ever made, in minor units, above zero. */
  long debited() throws SQLException;

  /** Proves that the book adds up. It must be quiet: nothing under way. */
  Verdict audit() throws SQLException, InterruptedException;

  @Override
  void close();
}
