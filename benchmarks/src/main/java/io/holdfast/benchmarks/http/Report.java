package io.holdfast.benchmarks.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All figures of a run, as tables for people and as JSON for programs. */
final class Report {
  /** Identifies a row of the table. */
  private record Case(String subject, int wallets) {}

  /** A ratio that is asked for: of this case to that one, and what it should at least be. */
  private record Ratio(String name, Case of, Case to, double target) {}

  private final Map<String, String> facts;
  private final int manyWallets;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Report(Map<String, String> facts, int manyWallets) {
    this.facts = facts;
    this.manyWallets = manyWallets;
  }

  void add(Figure figure) {
    figures.add(figure);
  }

  void note(String note) {
    notes.add(note);
  }

  boolean passed() {
    return figures.stream().allMatch(Figure::passed);
  }

  void print(PrintStream out) {
    out.println();
    out.printf(
        Locale.ROOT,
        "%-10s %9s  %-28s %9s %9s %9s  %s%n",
        "subject",
        "wallets",
        "a second: median (low-high)",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "cpu us: driver + subject + others");
    for (Case one : cases()) {
      List<Figure> rounds = of(one);
      out.printf(
          Locale.ROOT,
          "%-10s %,9d  %-28s %9.2f %9.2f %9.2f  %s%n",
          one.subject(),
          one.wallets(),
          perSecond(one).text("%,.0f"),
          median(rounds, 50),
          median(rounds, 99),
          median(rounds, 99.9),
          rounds.get(rounds.size() - 1).cpuAnAnswer());
    }
    out.println(figures.get(figures.size() - 1).durability());
    out.println();
    for (Ratio ratio : ratios()) {
      out.printf(
          Locale.ROOT,
          "%-52s %s%s%n",
          ratio.name(),
          spread(ratio).text("%.2f"),
          ratio.target() > 0 ? String.format(Locale.ROOT, "  target %.2f", ratio.target()) : "");
    }
    notes.forEach(out::println);
    out.println(passed() ? "every audit passed" : "FAILED: see the rounds above");
  }

  /** Writes everything as JSON. */
  void write(Path file) throws IOException {
    JsonObject ratios = new JsonObject();
    for (Ratio ratio : ratios()) {
      Spread spread = spread(ratio);
      ratios.put(
          ratio.name(),
          new JsonObject()
              .put("median", spread.median())
              .put("low", spread.low())
              .put("high", spread.high())
              .put("target", ratio.target()));
    }
    JsonArray all = new JsonArray();
    figures.forEach(figure -> all.add(figure.toJson()));
    JsonObject facts = new JsonObject();
    this.facts.forEach(facts::put);
    JsonObject document =
        new JsonObject()
            .put("facts", facts)
            .put("notes", new JsonArray(notes))
            .put("passed", passed())
            .put("ratios", ratios)
            .put("figures", all);
    Files.createDirectories(file.getParent());
    Files.writeString(file, document.encodePrettily());
  }

  private Set<Case> cases() {
    Set<Case> cases = new LinkedHashSet<>();
    figures.forEach(figure -> cases.add(new Case(figure.subject(), figure.wallets())));
    return cases;
  }

  private List<Figure> of(Case one) {
    return figures.stream()
        .filter(f -> f.subject().equals(one.subject()) && f.wallets() == one.wallets())
        .toList();
  }

  private Spread perSecond(Case one) {
    return Spread.of(of(one).stream().map(Figure::perSecond).toList());
  }

  private static double median(List<Figure> rounds, double percentile) {
    return Spread.of(rounds.stream().map(f -> f.millisAt(percentile)).toList()).median();
  }

  /** Those of the asked ratios for which both sides were measured. */
  private List<Ratio> ratios() {
    Case json = new Case(JsonSubject.NAME, manyWallets);
    Case many = new Case(ServiceSubject.NAME, manyWallets);
    Case one = new Case(ServiceSubject.NAME, 1);
    Case rowMany = new Case(RowSubject.ONE_STATEMENT, manyWallets);
    Case rowOne = new Case(RowSubject.ONE_STATEMENT, 1);
    Case lockMany = new Case(RowSubject.LOCKING, manyWallets);
    Case lockOne = new Case(RowSubject.LOCKING, 1);
    String wallets = String.format(Locale.ROOT, ", %,d wallets", manyWallets);
    Set<Case> measured = cases();
    return List.of(
            new Ratio("holdfast / json" + wallets, many, json, 0.30),
            new Ratio("holdfast / json, one wallet", one, json, 0),
            new Ratio("holdfast / row" + wallets, many, rowMany, 2.5),
            new Ratio("holdfast / row, one wallet", one, rowOne, 0),
            new Ratio("holdfast / row-lock" + wallets, many, lockMany, 0),
            new Ratio("holdfast / row-lock, one wallet", one, lockOne, 0),
            new Ratio("holdfast, one wallet / many wallets", one, many, 0.9),
            new Ratio("row / json" + wallets, rowMany, json, 0))
        .stream()
        .filter(ratio -> measured.contains(ratio.of()) && measured.contains(ratio.to()))
        .filter(ratio -> !ratio.of().equals(ratio.to()))
        .toList();
  }

  /** Of the ratios within each round: what was measured side by side is compared. */
  private Spread spread(Ratio ratio) {
    List<Figure> of = of(ratio.of());
    List<Figure> to = of(ratio.to());
    List<Double> perRound = new ArrayList<>();
    for (int round = 0; round < Math.min(of.size(), to.size()); round++) {
      perRound.add(of.get(round).perSecond() / to.get(round).perSecond());
    }
    return Spread.of(perRound);
  }
}
