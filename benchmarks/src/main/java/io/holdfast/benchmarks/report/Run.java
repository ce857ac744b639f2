package io.holdfast.benchmarks.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a run left behind.
 *
 * @param folder of its files
 * @param raw {@code run.json}
 * @param series by name, in the order in which they were first measured
 */
record Run(Path folder, JsonObject raw, Map<String, Series> series) {
  static final String FILE = "run.json";

  /** Another one means that a field changed its meaning. */
  private static final int FORMAT = 1;

  static Run read(Path folder) throws IOException {
    JsonObject raw = new JsonObject(Files.readString(folder.resolve(FILE)));
    if (raw.getInteger("format") != FORMAT) {
      throw new IOException("of format " + raw.getInteger("format") + ", not " + FORMAT);
    }
    Map<String, List<Measurement>> rounds = new LinkedHashMap<>();
    objects(raw.getJsonArray("measurements"))
        .map(Measurement::new)
        .forEach(one -> rounds.computeIfAbsent(one.series(), fresh -> new ArrayList<>()).add(one));
    Map<String, Series> series = new LinkedHashMap<>();
    rounds.forEach((name, all) -> series.put(name, new Series(SeriesName.parse(name), all)));
    return new Run(folder, raw, series);
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array == null ? Stream.empty() : array.stream().map(JsonObject.class::cast);
  }

  String id() {
    return raw.getString("id");
  }

  JsonObject conditions() {
    return raw.getJsonObject("conditions");
  }

  JsonObject settings() {
    return raw.getJsonObject("settings");
  }

  boolean passed() {
    return raw.getBoolean("passed");
  }

  boolean finished() {
    return raw.getBoolean("finished");
  }

  /** The wallets of the usual series: those of the first one that has many. */
  long manyWallets() {
    return series.values().stream()
        .map(each -> each.name().wallets())
        .filter(wallets -> wallets > 1)
        .findFirst()
        .orElse(1L);
  }

  List<Series> where(Predicate<SeriesName> wanted) {
    return series.values().stream().filter(each -> wanted.test(each.name())).toList();
  }

  Optional<Series> find(String name) {
    return Optional.ofNullable(series.get(name));
  }

  List<Target> targets() {
    return objects(raw.getJsonArray("targets")).map(Target::new).toList();
  }

  /** Lines of text under this name. */
  List<String> lines(String name) {
    JsonArray lines = raw.getJsonArray(name);
    return lines == null ? List.of() : lines.stream().map(Object::toString).toList();
  }

  /** How many rounds the series has that was measured most often. */
  int rounds() {
    return series.values().stream().mapToInt(each -> each.rounds().size()).max().orElse(0);
  }

  /** The series of open-loop debits over many wallets by rate, lowest first. */
  List<Series> openLoop() {
    return where(
            name ->
                name.subject().equals("holdfast")
                    && name.mix().equals("debit")
                    && !name.isClosed()
                    && name.isUsual()
                    && name.wallets() == manyWallets()
                    && name.skew().equals("uniform"))
        .stream()
        .sorted(
            (a, b) ->
                Double.compare(
                    a.spread("offered_per_second").map(Spread::median).orElse(0.0),
                    b.spread("offered_per_second").map(Spread::median).orElse(0.0)))
        .toList();
  }

  /** Debits in a closed loop, over many wallets or over one. */
  Optional<Series> closed(String subject, boolean oneWallet) {
    return where(
            name ->
                name.subject().equals(subject)
                    && isCeiling(name)
                    && name.isOneWallet() == oneWallet)
        .stream()
        .findFirst();
  }

  /**
   * Whether it is of debits in a closed loop, spread evenly over the usual wallets, or over one.
   */
  boolean isCeiling(SeriesName name) {
    return name.isUsual()
        && (isSpreadAsUsual(name)
            || (name.mix().equals("debit") && name.isClosed() && name.isOneWallet()));
  }

  /** Whether it is of debits in a closed loop, spread evenly over the usual wallets. */
  boolean isSpreadAsUsual(SeriesName name) {
    return name.mix().equals("debit")
        && name.isClosed()
        && name.wallets() == manyWallets()
        && name.skew().equals("uniform");
  }
}
