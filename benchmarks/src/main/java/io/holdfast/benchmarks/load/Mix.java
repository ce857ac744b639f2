package io.holdfast.benchmarks.load;

import java.util.List;

/** What is asked for, again and again. A new one needs this and a {@link Unit}. */
public interface Mix {
  String name();

  /** How a unit ends when all is well. */
  default Outcome expected() {
    return Outcome.SUCCEEDED;
  }

  /** Operations in one unit. */
  default int operations() {
    return 1;
  }

  /** On how many connections a service takes it at a time. */
  default int connectionsMax() {
    return Integer.MAX_VALUE;
  }

  /** Names of the requests of a unit, in their order, if they are several; else empty. */
  default List<String> steps() {
    return List.of();
  }

  /** A unit for one connection; it lives as long as that. */
  Unit newUnit(Caller caller);
}
