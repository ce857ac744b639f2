package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.load.Target;
import java.time.Duration;
import java.util.Optional;

/** A running program that takes debits. */
interface Subject extends AutoCloseable {
  String name();

  /** Where to send debits of so many wallets. */
  Target target(int wallets);

  /** Where its money is, unless it moves none. */
  Optional<Book> book();

  /** Processor time its process has used. */
  Duration cpu();

  @Override
  void close();
}
