package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Mixes;
import io.holdfast.benchmarks.load.Pace;
import io.holdfast.benchmarks.load.Skew;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a run is given, as {@code --name=value}.
 *
 * @param url of a service that runs already; empty: servers and service are started for the run
 * @param key an administrator's, for {@code url}
 * @param base another build of the service, measured in turn with this one: a commit, or the folder
 *     of a checkout
 * @param suite {@code quick} or {@code full}; empty: one load
 * @param subjects of the one load, in the order in which they are measured
 * @param batch operations in one batch
 * @param rate units a second of the open loop; 0: closed loop
 * @param journal rows to be in a book before the run, beside those that its wallets begin with
 */
record Options(
    Optional<String> url,
    String key,
    Optional<String> base,
    Optional<String> suite,
    List<String> subjects,
    String mix,
    int batch,
    double rate,
    int connections,
    int threads,
    int seconds,
    int warmUpSeconds,
    int rounds,
    int wallets,
    Skew skew,
    int eventLoops,
    int journal,
    long seed,
    List<String> given) {

  /** Minor units, the same in every movement. */
  static final long AMOUNT = 7;

  /** Minor units; a wallet with it can be debited thousands of millions of times. */
  static final long OPENING_BALANCE = 100_000_000_000L;

  private static final Set<String> NAMES =
      Set.of(
          "url",
          "key",
          "base",
          "suite",
          "subjects",
          "mix",
          "batch",
          "loop",
          "rate",
          "connections",
          "threads",
          "seconds",
          "warmup",
          "rounds",
          "wallets",
          "skew",
          "event-loops",
          "journal",
          "seed");
  private static final Set<String> SUITES = Set.of("quick", "full");
  private static final int BATCH_MAX = 10_000;

  Options {
    if (suite.isPresent() && !SUITES.contains(suite.get())) {
      throw new IllegalArgumentException("--suite is quick or full");
    }
    if (suite.isPresent() && url.isPresent()) {
      throw new IllegalArgumentException(
          "a suite compares programs on one machine; --url takes one load");
    }
    if (base.isPresent() && (suite.isPresent() || url.isPresent())) {
      throw new IllegalArgumentException("--base takes one load, on servers that are started here");
    }
    if (base.isPresent() && !subjects.equals(List.of(ServiceSubject.NAME))) {
      throw new IllegalArgumentException("--base compares the service of two builds, no others");
    }
    if (batch < 1 || batch > BATCH_MAX) {
      throw new IllegalArgumentException("--batch is 1 to " + BATCH_MAX);
    }
    if (rounds < 1 || seconds < 1 || warmUpSeconds < 0 || wallets < 1 || eventLoops < 1) {
      throw new IllegalArgumentException("rounds, seconds, wallets and event loops are 1 or more");
    }
    if (threads < 1 || connections < threads) {
      throw new IllegalArgumentException("each thread of the driver needs a connection");
    }
    if (journal < 0) {
      throw new IllegalArgumentException("--journal is 0 or more");
    }
    Mixes.named(mix, batch);
  }

  /**
   * Reads them.
   *
   * @param arguments each one or several options with blanks between
   * @throws IllegalArgumentException if one is not known, or not possible
   */
  static Options parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    List<String> given = new ArrayList<>();
    for (String argument :
        arguments.stream().flatMap(some -> Arrays.stream(some.strip().split(" +", -1))).toList()) {
      if (argument.isEmpty()) {
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 2 ? "" : argument.substring(2, equals);
      if (!argument.startsWith("--") || !NAMES.contains(name)) {
        throw new IllegalArgumentException(
            argument + ": options are --name=value, of these names: " + NAMES);
      }
      values.put(name, argument.substring(equals + 1));
      given.add(name.equals("key") ? "--key=…" : argument);
    }
    return new Given(values).options(given);
  }

  /** What is taken where nothing is given, by what the run is. */
  private record Usual(int connections, int seconds, int warmUpSeconds, int rounds) {
    private static final Usual ONE_LOAD = new Usual(64, 8, 4, 1);
    private static final Usual TWO_BUILDS = new Usual(256, 3, 1, 6);
    private static final Usual QUICK = new Usual(256, 5, 2, 3);
    private static final Usual FULL = new Usual(256, 8, 2, 3);

    static Usual of(Map<String, String> values) {
      if (values.containsKey("base")) {
        return TWO_BUILDS;
      }
      if (!values.containsKey("suite")) {
        return ONE_LOAD;
      }
      return values.get("suite").equals("quick") ? QUICK : FULL;
    }
  }

  /** Values by name, with what stands for those that are not there. */
  private record Given(Map<String, String> values) {
    Options options(List<String> given) {
      Usual usual = Usual.of(values);
      return new Options(
          Optional.ofNullable(values.get("url")),
          values.getOrDefault("key", ""),
          Optional.ofNullable(values.get("base")),
          Optional.ofNullable(values.get("suite")),
          List.of(values.getOrDefault("subjects", ServiceSubject.NAME).split(",", -1)),
          values.getOrDefault("mix", Mixes.DEBIT),
          integer("batch", 500),
          rate(),
          integer("connections", usual.connections()),
          integer("threads", 1),
          integer("seconds", usual.seconds()),
          integer("warmup", usual.warmUpSeconds()),
          integer("rounds", usual.rounds()),
          integer("wallets", 10_000),
          Skew.of(values.getOrDefault("skew", "uniform")),
          integer("event-loops", Runtime.getRuntime().availableProcessors()),
          integer("journal", 0),
          integer("seed", 1),
          List.copyOf(given));
    }

    private int integer(String name, int otherwise) {
      String value = values.get(name);
      try {
        return value == null ? otherwise : Integer.parseInt(value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("--" + name + " is a whole number, not " + value, e);
      }
    }

    private double rate() {
      String loop = values.getOrDefault("loop", values.containsKey("rate") ? "open" : "closed");
      String rate = values.get("rate");
      if (loop.equals("closed") && rate == null) {
        return 0;
      }
      if (!loop.equals("open") || rate == null) {
        throw new IllegalArgumentException("--loop=open needs a --rate, --loop=closed has none");
      }
      return new Pace.Open(Double.parseDouble(rate)).perSecond();
    }
  }

  /** A load as asked for, under keys of its own. */
  Load load(List<UUID> ofWallets, long warmUpMillis, long windowMillis) {
    return new Load(
        Mixes.named(mix, batch),
        rate > 0 ? new Pace.Open(rate) : new Pace.Closed(),
        connections,
        threads,
        warmUpMillis,
        windowMillis,
        AMOUNT,
        ofWallets,
        skew,
        seed,
        UUID.randomUUID().toString().replace("-", ""));
  }

  /** Debits in the closed loop, all wallets equally likely. */
  Load debits(List<UUID> ofWallets, long warmUpMillis, long windowMillis) {
    return load(ofWallets, warmUpMillis, windowMillis)
        .with(Mixes.named(Mixes.DEBIT, 1), new Pace.Closed(), Skew.UNIFORM);
  }
}
