package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.load.Mixes;
import io.holdfast.benchmarks.load.Skew;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured together.
 *
 * @param closed in the order of a round
 * @param openPercents of the ceiling that the closed loop has found, each once a round
 */
record Suite(List<Series> closed, List<Integer> openPercents) {
  /** Begin the names of variants of the service. */
  static final String LOOPS = "/loops-";

  static final String JOURNAL = "/journal-";

  /** Of few comes a small commit, of many a large one that takes longer. */
  private static final List<Integer> CONNECTIONS = List.of(64, 128, 256, 512, 1_024);

  private static final int MANY_WALLETS = 1_000_000;

  /** About six minutes: the targets, but for those that need a million wallets. */
  static Suite quick(Options options) {
    List<Series> all = new ArrayList<>();
    all.add(series(options, PartSubject.GATE, Mixes.DEBIT, Skew.UNIFORM));
    all.add(series(options, PartSubject.LEDGER, Mixes.DEBIT, Skew.UNIFORM));
    all.addAll(besideDebits(options));
    all.add(service(options, Mixes.DEBIT, Skew.ONE));
    all.add(service(options, Mixes.AUTHORIZE_CAPTURE, Skew.UNIFORM));
    return new Suite(all, List.of(50));
  }

  /** 35 minutes with windows of 5 s: all of it. */
  static Suite full(Options options) {
    List<Series> all = new ArrayList<>();
    all.add(series(options, PartSubject.GATE, Mixes.DEBIT, Skew.UNIFORM));
    all.add(series(options, PartSubject.LEDGER, Mixes.DEBIT, Skew.UNIFORM));
    all.add(series(options, RowSubject.LOCKING, Mixes.DEBIT, Skew.UNIFORM));
    for (String subject :
        List.of(RowSubject.LOCKING, RowSubject.ONE_STATEMENT, PgbenchSubject.NAME)) {
      all.add(series(options, subject, Mixes.DEBIT, Skew.ONE));
    }
    all.addAll(besideDebits(options));
    all.add(service(options, Mixes.DEBIT, Skew.ONE));
    all.add(Series.closed(ServiceSubject.NAME, Mixes.DEBIT, MANY_WALLETS, Skew.UNIFORM));
    all.add(service(options, Mixes.AUTHORIZE_CAPTURE, Skew.UNIFORM));
    all.add(service(options, Mixes.DEBIT, Skew.ZIPF));
    for (String mix :
        List.of(Mixes.AUTHORIZE_VOID, Mixes.CREDIT, Mixes.READS, Mixes.DECLINES, Mixes.REPLAYS)) {
      all.add(service(options, mix, Skew.UNIFORM));
    }
    Series debits = service(options, Mixes.DEBIT, Skew.UNIFORM);
    for (int loops = 1; loops < options.eventLoops(); loops *= 2) {
      all.add(debits.variant(LOOPS + loops));
    }
    Series exchange = series(options, JsonSubject.NAME, Mixes.DEBIT, Skew.UNIFORM);
    for (int connections : CONNECTIONS) {
      if (connections != options.connections()) {
        all.add(exchange.onConnections(connections));
        all.add(debits.onConnections(connections));
      }
    }
    if (options.journal() > 0) {
      all.add(debits.variant(JOURNAL + options.journal()));
    }
    return new Suite(all, List.of(10, 20, 30, 40, 50, 60, 70, 80, 90));
  }

  /**
   * Debits, right after what they and batches are compared with: a machine's speed changes within
   * minutes, and of a ratio both windows should have had the same.
   */
  private static List<Series> besideDebits(Options options) {
    return List.of(
        series(options, RowSubject.ONE_STATEMENT, Mixes.DEBIT, Skew.UNIFORM),
        service(options, Mixes.BATCHES, Skew.UNIFORM),
        series(options, PgbenchSubject.NAME, Mixes.DEBIT, Skew.UNIFORM),
        series(options, JsonSubject.NAME, Mixes.DEBIT, Skew.UNIFORM),
        service(options, Mixes.DEBIT, Skew.UNIFORM));
  }

  private static Series service(Options options, String mix, Skew skew) {
    return series(options, ServiceSubject.NAME, mix, skew);
  }

  private static Series series(Options options, String subject, String mix, Skew skew) {
    return Series.closed(subject, mix, options.wallets(), skew);
  }
}
