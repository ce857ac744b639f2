package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.LoadDriver;
import io.holdfast.benchmarks.load.Measured;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something that takes operations, running. Its calls block; of one thread. */
interface Subject extends AutoCloseable {
  String name();

  /** Of its program; empty where that has none, or nobody knows. */
  OptionalInt eventLoops();

  /** Of its program, if that runs on this machine. */
  OptionalLong pid();

  /** Where its money is, unless it moves none. */
  Optional<Book> book();

  /** What its wallets should have by now; there also if it moves no money. */
  Claims claims();

  /** How many send it operations, under this load. */
  default int connections(Load load) {
    return load.connections();
  }

  /** Loads it, and notes what its wallets should have then. */
  Measured measure(Load load, LoadDriver.Observer observer)
      throws IOException, InterruptedException;

  @Override
  void close();
}
