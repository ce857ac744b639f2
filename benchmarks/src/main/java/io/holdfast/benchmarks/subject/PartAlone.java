package io.holdfast.benchmarks.subject;

import io.holdfast.benchmarks.load.Skew;
import io.holdfast.benchmarks.load.WalletChoice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate or the ledger by itself: debits in a closed loop, without HTTP and without the other.
 *
 * <p>Arguments: {@code gate} or {@code ledger}, URI of its server, number of event loops, file with
 * the ids of the wallets, number of the business, number of the account on the other side.
 *
 * <p>Then, on standard input, one line a measurement: debits under way, milliseconds of warm-up and
 * of the window, skew, seed, amount, file for the latencies. It answers on standard output with
 * {@code ready}, and for each measurement {@code opens}, {@code second <n> <debits>}, {@code
 * closes} and {@code done <debits in the window> <debits in all> <failures>}.
 */
public final class PartAlone {
  private static final int START_SECONDS = 60;
  private static final int DRAIN_SECONDS = 30;

  private static final Logger LOG = LoggerFactory.getLogger(PartAlone.class);

  private final Vertx vertx;
  private final List<DebitLoop> loops = new ArrayList<>();
  private final int wallets;

  private PartAlone(Vertx vertx, int wallets) {
    this.vertx = vertx;
    this.wallets = wallets;
  }

  public static void main(String[] args) throws InterruptedException {
    try {
      run(args);
      System.exit(0);
    } catch (IOException | CompletionException e) {
      // Event loops would keep the process, and whoever listens to it, waiting.
      LOG.error("Broken off", e);
      System.exit(1);
    }
  }

  private static void run(String[] args) throws IOException, InterruptedException {
    int eventLoops = Integer.parseInt(args[2]);
    List<UUID> wallets =
        Files.readAllLines(Path.of(args[3])).stream().map(UUID::fromString).toList();
    // One more: the committer has an event loop of its own, as in the service.
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops + 1));
    DebitPart.Debits debits =
        new DebitPart.Debits(wallets, Integer.parseInt(args[4]), Long.parseLong(args[5]));
    DebitPart part =
        args[0].equals("gate")
            ? new DebitPart.OfGate(vertx, args[1], debits)
            : new DebitPart.OfLedger(vertx, args[1], debits);
    PartAlone alone = new PartAlone(vertx, wallets.size());
    List<Context> contexts = await(Loops.contexts(vertx, eventLoops + 1), START_SECONDS);
    List<Context> ofDebits = contexts.subList(0, eventLoops);
    await(part.start(ofDebits, contexts.get(eventLoops)), START_SECONDS);
    for (int i = 0; i < eventLoops; i++) {
      alone.loops.add(new DebitLoop(ofDebits.get(i), i, part));
    }
    System.out.println("ready");
    alone.serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
  }

  private void serve(BufferedReader commands) throws IOException, InterruptedException {
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      measure(line.split(" ", 7));
    }
    await(vertx.close(), DRAIN_SECONDS);
  }

  private void measure(String[] command) throws IOException, InterruptedException {
    int underWay = Integer.parseInt(command[0]);
    long from = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(command[1]));
    long to = from + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(command[2]));
    long seed = Long.parseLong(command[4]);
    WalletChoice.Source choice = WalletChoice.source(Skew.of(command[3]), wallets, seed);
    long amount = Long.parseLong(command[5]);
    List<Future<Void>> ends = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      int share = underWay / loops.size() + (i < underWay % loops.size() ? 1 : 0);
      ends.add(loops.get(i).run(choice.of(i), share, amount, from, to));
    }
    sleepUntil(from);
    System.out.println("opens");
    long second = TimeUnit.SECONDS.toNanos(1);
    int seconds = 1;
    for (long at = from + second; at - to < 0; at += second) {
      sleepUntil(at);
      System.out.println("second " + seconds++ + " " + achieved());
    }
    sleepUntil(to);
    System.out.println("closes");
    await(Future.all(ends), DRAIN_SECONDS);
    write(Path.of(command[6]));
    System.out.println("done " + achieved() + " " + made() + " " + failed());
  }

  private long achieved() {
    return loops.stream().mapToLong(loop -> loop.achieved.get()).sum();
  }

  private long made() {
    return loops.stream().mapToLong(loop -> loop.made).sum();
  }

  private long failed() {
    return loops.stream().mapToLong(loop -> loop.failed).sum();
  }

  private void write(Path file) throws IOException {
    List<Histogram> seconds = loops.get(0).seconds;
    for (DebitLoop loop : loops.subList(1, loops.size())) {
      for (int i = 0; i < seconds.size(); i++) {
        seconds.get(i).add(loop.seconds.get(i));
      }
    }
    HistogramLogWriter log = new HistogramLogWriter(file.toFile());
    try {
      for (int i = 0; i < seconds.size(); i++) {
        log.outputIntervalHistogram(i, i + 1.0, seconds.get(i), 1);
      }
    } finally {
      log.close();
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private static <T> T await(Future<T> future, int seconds) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(seconds, TimeUnit.SECONDS)
        .join();
  }
}
