package io.holdfast.benchmarks.report;

import java.util.Map;

/** The same in short, for a README. */
final class Markdown {
  private Markdown() {}

  /**
   * @param page where the whole page is, from where this text stands
   */
  static String of(Run run, String page) {
    StringBuilder out = new StringBuilder();
    section(out, Tables.targets(run));
    section(out, Tables.ceilings(run));
    section(out, Tables.connections(run));
    section(out, Tables.rates(run));
    section(out, Tables.mixes(run));
    Map<String, String> conditions = Conditions.of(run);
    out.append("Median of ").append(run.rounds());
    out.append(run.rounds() == 1 ? " round." : " rounds, in brackets lowest to highest.");
    for (String name :
        new String[] {"commit", "cpu", "cores", "kernel", "jdk", "fsync, µs", "postgresql"}) {
      String text = conditions.get(name);
      if (text != null) {
        out.append(' ').append(name).append(": ").append(Table.escaped(text)).append('.');
      }
    }
    out.append(run.passed() ? " Every audit passed." : " **THE RUN FAILED.**");
    out.append(" [The whole report](").append(page).append(") has the curves, the costs, all");
    out.append(" conditions and the raw files.\n");
    return out.toString();
  }

  private static void section(StringBuilder out, Table table) {
    if (!table.isEmpty()) {
      table.writeMarkdown(out);
      out.append('\n');
    }
  }
}
