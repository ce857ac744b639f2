package io.holdfast.benchmarks.compare;

import io.holdfast.benchmarks.compare.Judgement.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares this build with another one, and exits with 1 if it is really slower, or really
 * allocates more, in any benchmark.
 *
 * <p>System properties: {@code compare.base}, the folder of a checkout or a commit; {@code
 * compare.include}, a regular expression of benchmarks; {@code compare.pairs}; {@code
 * compare.tolerance}, as a part of one; {@code compare.seed}.
 */
public final class CompareBuilds {
  private static final Path WORK = Path.of("target", "benchmarks", "compare");
  private static final Trial TRIAL = new Trial(3, 4, 300);

  /** An allocation that grew by less than an object's header has not grown. */
  private static final double BYTES_IGNORED = 8;

  private final Build base;
  private final Build candidate;
  private final int pairs;
  private final double tolerated;
  private final long seed;
  private final Map<String, List<Double>> times = new LinkedHashMap<>();
  private final Map<String, List<Double>> bytes = new LinkedHashMap<>();

  private CompareBuilds(Build base, Build candidate, int pairs, double tolerance, long seed) {
    this.base = base;
    this.candidate = candidate;
    this.pairs = pairs;
    this.tolerated = 1 + tolerance;
    this.seed = seed;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    long seed = Long.getLong("compare.seed", System.nanoTime());
    CompareBuilds comparison =
        new CompareBuilds(
            Build.of(System.getProperty("compare.base", "HEAD~1"), WORK),
            Build.here(),
            Integer.getInteger("compare.pairs", 12),
            Double.parseDouble(System.getProperty("compare.tolerance", "0.02")),
            seed);
    System.exit(comparison.run(System.getProperty("compare.include", ".*")) ? 0 : 1);
  }

  /** Whether nothing is worse. */
  private boolean run(String include) throws IOException, InterruptedException {
    Set<String> shared = new TreeSet<>(candidate.benchmarks(include));
    shared.retainAll(base.benchmarks(include));
    if (shared.isEmpty()) {
      throw new IOException("the builds share no benchmark that matches " + include);
    }
    if (pairs < Judgement.leastPairs(2 * shared.size())) {
      throw new IOException(
          "%d pairs cannot tell anything from chance in %d benchmarks; it takes %d"
              .formatted(pairs, shared.size(), Judgement.leastPairs(2 * shared.size())));
    }
    System.out.printf(
        "base %s%ncandidate %s%n%d benchmarks, %d pairs each, seed %d%n",
        base.folder(), candidate.folder(), shared.size(), pairs, seed);
    Random random = new Random(seed);
    for (int pair = 1; pair <= pairs; pair++) {
      for (String benchmark : shared) {
        measure(benchmark, random.nextBoolean());
      }
      System.out.printf("pair %d of %d%n", pair, pairs);
    }
    return judge();
  }

  private void measure(String benchmark, boolean baseFirst)
      throws IOException, InterruptedException {
    Map<String, Trial.Cost> first = TRIAL.run(baseFirst ? base : candidate, benchmark);
    Map<String, Trial.Cost> second = TRIAL.run(baseFirst ? candidate : base, benchmark);
    Map<String, Trial.Cost> before = baseFirst ? first : second;
    (baseFirst ? second : first)
        .forEach(
            (parameters, cost) -> {
              Trial.Cost old = before.get(parameters);
              if (old != null) {
                String name = benchmark.replaceFirst("^io\\.holdfast\\.", "") + parameters;
                add(times, name, cost.time() / old.time());
                add(bytes, name, (cost.bytes() + BYTES_IGNORED) / (old.bytes() + BYTES_IGNORED));
              }
            });
  }

  private static void add(Map<String, List<Double>> ratios, String name, double ratio) {
    ratios.computeIfAbsent(name, fresh -> new ArrayList<>()).add(ratio);
  }

  private boolean judge() {
    Map<String, PairedSample> samples = new LinkedHashMap<>();
    times.forEach((name, ratios) -> samples.put("time  " + name, new PairedSample(ratios)));
    bytes.forEach((name, ratios) -> samples.put("bytes " + name, new PairedSample(ratios)));
    Map<String, Verdict> verdicts = Judgement.of(samples, tolerated, seed);
    System.out.printf(
        "%nratio of the candidate to the base (95 %% interval); worse or better by more than %s%n",
        String.format(Locale.ROOT, "%.1f %%, not by chance", (tolerated - 1) * 100));
    samples.forEach(
        (name, sample) -> {
          PairedSample.Interval interval = sample.interval(seed);
          System.out.printf(
              Locale.ROOT,
              "%-62s %.3f (%.3f to %.3f)  %s%n",
              name,
              interval.middle(),
              interval.low(),
              interval.high(),
              switch (verdicts.get(name)) {
                case WORSE -> "WORSE";
                case BETTER -> "better";
                case NO_DIFFERENCE_FOUND -> "";
              });
        });
    boolean good = !verdicts.containsValue(Verdict.WORSE);
    System.out.println(good ? "no regression found" : "REGRESSION");
    return good;
  }
}
