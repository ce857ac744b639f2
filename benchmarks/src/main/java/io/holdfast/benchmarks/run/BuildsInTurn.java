package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.compare.Build;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The service of this build and that of another one, measured in turn, window by window, in several
 * set-ups: each with servers, databases and processes of its own, since a part of a difference of
 * speed stays with those for as long as they live.
 */
final class BuildsInTurn {
  /** Variant of the series that is measured on the other build. */
  static final String BASE = "/base";

  /** Of each build, in each set-up. */
  static final int WINDOWS = 4;

  private final Options options;
  private final RunFolder folder;

  BuildsInTurn(Options options, RunFolder folder) {
    this.options = options;
    this.folder = folder;
  }

  void run() throws IOException, SQLException, InterruptedException {
    Build base = Build.of(options.base().orElseThrow(), folder.path().resolveSibling("compare"));
    int kind = options.rate() > 0 ? Series.OPEN : Series.CLOSED;
    Series here =
        new Series(ServiceSubject.NAME, options.mix(), options.wallets(), options.skew(), kind, "");
    List<Series> both = new ArrayList<>(List.of(here, here.variant(BASE)));
    for (int setUp = 0; setUp < options.rounds(); setUp++) {
      // Each build has either database as often, whether it is started first or second.
      boolean isFirst = setUp % 4 == 1 || setUp % 4 == 2;
      try (Stage stage = Stage.open(options, folder, new Stage.Base(base, isFirst))) {
        Measuring measuring = new Measuring(options, stage, folder);
        if (setUp == 0) {
          measuring.noteConditions();
        }
        measure(both, setUp, stage, measuring);
      }
      // Who was started second is started first.
      Collections.reverse(both);
    }
    BuildRatios.print(folder.measurements(), options.seed(), System.out);
  }

  private static void measure(List<Series> both, int setUp, Stage stage, Measuring measuring)
      throws IOException, SQLException, InterruptedException {
    for (Series series : both) {
      stage.prepare(series);
    }
    List<Series> inTurn = new ArrayList<>(both);
    for (int window = 1; window <= WINDOWS; window++) {
      for (Series series : inTurn) {
        measuring.measure(series, setUp * WINDOWS + window);
      }
      // Who was second goes first: what a window leaves behind falls on both builds.
      Collections.reverse(inTurn);
    }
    measuring.audit("set-up " + (setUp + 1));
  }
}
