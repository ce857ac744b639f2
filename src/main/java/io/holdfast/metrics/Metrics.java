package io.holdfast.metrics;

import io.holdfast.metrics.MeterReading.Decision;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The meters of the service. One for the process; every method may be called from any thread. */
public final class Metrics implements AutoCloseable {
  /** Route of a request for what is not in the route table. */
  public static final String UNMATCHED_ROUTE = "none";

  /* From a tenth of a debit's usual time to the longest that a request may take. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(10)
  };
  private static final double[] BATCH_BUCKETS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};
  /* From an event that is told at once to one whose receiver was away for a day. */
  private static final Duration[] DELAY_BUCKETS = {
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofHours(1),
    Duration.ofDays(1)
  };
  private static final int STATUS_MAX = 599;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Timer gate = histogram(MetricNames.GATE, "Time the gate took to decide", BUCKETS);
  private final Timer commit =
      histogram(MetricNames.COMMIT, "Time a batch took to commit", BUCKETS);
  private final Timer webhookDelay =
      histogram(
          MetricNames.WEBHOOK_DELAY,
          "Time from an event to the success of its webhook",
          DELAY_BUCKETS);
  private final DistributionSummary batchOperations =
      DistributionSummary.builder(MetricNames.BATCH_OPERATIONS)
          .description("Operations in a batch")
          .serviceLevelObjectives(BATCH_BUCKETS)
          .register(registry);
  private final Counter foreseen = posted("foreseen");
  private final Counter decided = posted("decided");
  private final Counter mistaken =
      Counter.builder(MetricNames.MISTAKEN)
          .description("Operations that were decided ahead, and by PostgreSQL after all")
          .register(registry);
  private final Counter endpointsDisabled =
      Counter.builder(MetricNames.WEBHOOK_ENDPOINTS_DISABLED)
          .description("Webhook endpoints that were disabled since nothing got through")
          .register(registry);
  private final ConcurrentHashMap<Decision, Counter> decisions = new ConcurrentHashMap<>();

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /** How an operation ended. */
  public enum Outcome {
    /** It is committed. */
    APPLIED,
    /** An earlier request under its key had been answered before. */
    REPLAYED,
    /** It did not happen, for a {@link Refusal}. */
    REFUSED,
    /** Its key is used by another request, or by the same one that is still running. */
    KEY_CONFLICT,
    /** A part failed. */
    FAILED;

    private final String wire = name().toLowerCase(Locale.ROOT);
  }

  /** What is recorded of the requests to one route. */
  public final class Route {
    private final String name;
    private final Timer timer;
    private final AtomicReferenceArray<Counter> byStatus =
        new AtomicReferenceArray<>(STATUS_MAX + 1);

    private Route(String name) {
      this.name = name;
      this.timer =
          Timer.builder(MetricNames.HTTP_REQUEST)
              .description("Time from the head of a request to its answer")
              .tag("route", name)
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    /** Counts an answer that took this long. */
    public void record(int status, long nanos) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
      Counter counter = byStatus.get(status);
      if (counter == null) {
        counter =
            Counter.builder(MetricNames.HTTP_REQUESTS)
                .description("Answers")
                .tag("route", name)
                .tag("status", Integer.toString(status))
                .register(registry);
        byStatus.set(status, counter);
      }
      counter.increment();
    }
  }

  /** The meters of a route, to be resolved once; the same ones for the same name. */
  public Route route(String operationId) {
    return new Route(operationId);
  }

  /**
   * Counts how an operation ended.
   *
   * @param reason of {@link Outcome#REFUSED}; null for any other
   */
  public void decision(OperationKind kind, Outcome outcome, Refusal reason) {
    decisions
        .computeIfAbsent(new Decision(kind, outcome, reason), this::decisionCounter)
        .increment();
  }

  /** Records that the gate took this long. */
  public void recordGate(long nanos) {
    gate.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Records that a batch of this many operations took this long to commit. */
  public void recordCommit(long nanos, int operations) {
    commit.record(nanos, TimeUnit.NANOSECONDS);
    batchOperations.record(operations);
  }

  /** Counts operations that were committed as they had been decided ahead. */
  public void recordForeseen(int operations) {
    foreseen.increment(operations);
  }

  /** Counts operations that were decided ahead, and now have to be decided by PostgreSQL. */
  public void recordMistaken(int operations) {
    mistaken.increment(operations);
  }

  /** Counts operations that PostgreSQL decided. */
  public void recordDecided(int operations) {
    decided.increment(operations);
  }

  /** Shows a queue of an event loop; the depth is read from another thread. */
  public void queueDepth(String queue, int loop, IntSupplier depth) {
    Gauge.builder(MetricNames.QUEUE_DEPTH, depth, IntSupplier::getAsInt)
        .description("What waits in a queue")
        .tag("queue", queue)
        .tag("loop", Integer.toString(loop))
        .strongReference(true)
        .register(registry);
  }

  /** Shows the requests an event loop is working on; the count is read from another thread. */
  public void inFlight(int loop, IntSupplier count) {
    Gauge.builder(MetricNames.IN_FLIGHT, count, IntSupplier::getAsInt)
        .description("Requests being worked on")
        .tag("loop", Integer.toString(loop))
        .strongReference(true)
        .register(registry);
  }

  /** Counts places of a part of the book that an audit found wrong. */
  public void auditFindings(String part, int count) {
    Counter.builder(MetricNames.AUDIT_FINDINGS)
        .description("Places that an audit found wrong")
        .tag("part", part)
        .register(registry)
        .increment(count);
  }

  /** Shows how many wallets are set aside; the count is read from another thread. */
  public void quarantined(LongSupplier count) {
    Gauge.builder(MetricNames.QUARANTINED, count, LongSupplier::getAsLong)
        .description("Wallets that are set aside")
        .strongReference(true)
        .register(registry);
  }

  /**
   * Shows when a part of the book was last proven to its end; read from another thread.
   *
   * @param millis since 1970; 0 while it is not known, which is shown as no number
   */
  public void auditProven(String part, LongSupplier millis) {
    Gauge.builder(MetricNames.AUDIT_PROVEN, millis, proven -> seconds(proven.getAsLong()))
        .description("When it was last proven to its end, or else when the first proof began")
        .tag("part", part)
        .strongReference(true)
        .register(registry);
  }

  /** Shows whether a part of the service is ready; asked from another thread. */
  public void ready(String part, BooleanSupplier ready) {
    Gauge.builder(MetricNames.READY, ready, now -> now.getAsBoolean() ? 1 : 0)
        .description("Whether a part of the service is ready")
        .tag("part", part)
        .strongReference(true)
        .register(registry);
  }

  /** Shows whether an event loop is connected to Redis; asked from another thread. */
  public void gateUp(int loop, BooleanSupplier up) {
    Gauge.builder(MetricNames.GATE_UP, up, now -> now.getAsBoolean() ? 1 : 0)
        .description("Whether an event loop is connected to Redis")
        .tag("loop", Integer.toString(loop))
        .strongReference(true)
        .register(registry);
  }

  /** Shows for how many reasons the servers are not to be trusted; read from another thread. */
  public void unsafe(IntSupplier reasons) {
    Gauge.builder(MetricNames.UNSAFE, reasons, IntSupplier::getAsInt)
        .description("Reasons why the servers could lose what was acknowledged")
        .strongReference(true)
        .register(registry);
  }

  /** Shows callers' open connections; the count is read from another thread. */
  public void connectionsOpen(IntSupplier count) {
    Gauge.builder(MetricNames.CONNECTIONS_OPEN, count, IntSupplier::getAsInt)
        .description("Open connections of callers")
        .strongReference(true)
        .register(registry);
  }

  /** Shows what the last sealing of events found, and how long ago; read from another thread. */
  public void outbox(IntSupplier rows, LongSupplier lagMillis) {
    Gauge.builder(MetricNames.OUTBOX_ROWS, rows, IntSupplier::getAsInt)
        .description("Rows that the last sealing found in the outbox")
        .strongReference(true)
        .register(registry);
    Gauge.builder(MetricNames.OUTBOX_LAG, lagMillis, lag -> lag.getAsLong() / 1_000.0)
        .description(
            "Time that the oldest row of the outbox had waited, or may while it is not seen")
        .strongReference(true)
        .register(registry);
  }

  /** Counts how attempts to deliver a webhook ended: a word from a fixed set. */
  public void webhook(String outcome, int count) {
    Counter.builder(MetricNames.WEBHOOK_ATTEMPTS)
        .description("Attempts to deliver a webhook")
        .tag("outcome", outcome)
        .register(registry)
        .increment(count);
  }

  /** Records that an event was told this long after it happened. */
  public void recordWebhookDelay(long millis) {
    webhookDelay.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  /** Counts a webhook endpoint that was disabled. */
  public void webhookEndpointDisabled() {
    endpointsDisabled.increment();
  }

  /** Shows webhooks being sent; the count is read from another thread. */
  public void webhooksInFlight(IntSupplier count) {
    Gauge.builder(MetricNames.WEBHOOKS_IN_FLIGHT, count, IntSupplier::getAsInt)
        .description("Webhooks being sent")
        .strongReference(true)
        .register(registry);
  }

  /** Shows the reports being read; the count is read from another thread. */
  public void reportsRunning(IntSupplier count) {
    Gauge.builder(MetricNames.REPORTS_RUNNING, count, IntSupplier::getAsInt)
        .description("Reports being read")
        .strongReference(true)
        .register(registry);
  }

  /**
   * What is counted, as it stands. Costs some microseconds a meter, and those who record nothing.
   *
   * @param routes whose requests are read
   */
  public MeterReading read(Predicate<String> routes) {
    Map<Decision, Long> counted = new HashMap<>();
    decisions.forEach((decision, counter) -> counted.put(decision, (long) counter.count()));
    return MeterReading.of(registry, counted, routes);
  }

  /** Everything, in the text format of Prometheus. Takes milliseconds. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }

  private Counter decisionCounter(Decision decision) {
    return Counter.builder(MetricNames.DECISIONS)
        .description("How operations ended")
        .tag("operation", decision.kind().name().toLowerCase(Locale.ROOT))
        .tag("outcome", decision.outcome().wire)
        .tag("reason", decision.reason() == null ? "" : decision.reason().wire())
        .register(registry);
  }

  private static double seconds(long millis) {
    return millis == 0 ? Double.NaN : millis / 1_000.0;
  }

  private Counter posted(String way) {
    return Counter.builder(MetricNames.POSTED)
        .description("Operations that PostgreSQL answered")
        .tag("way", way)
        .register(registry);
  }

  private Timer histogram(String name, String description, Duration... buckets) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }
}
