package io.holdfast.metrics;

/**
 * Every metric of the service, as Prometheus shows it. Beside them are those of the JVM ({@code
 * jvm_…}, {@code process_…}, {@code system_…}).
 */
public final class MetricNames {
  /** Counter by route and status. */
  public static final String HTTP_REQUESTS = "holdfast_http_requests_total";

  /** Histogram by route, of seconds from the head of a request to its answer. */
  public static final String HTTP_REQUEST = "holdfast_http_request_seconds";

  /** Counter by operation, outcome and reason. */
  public static final String DECISIONS = "holdfast_decisions_total";

  /** Histogram of seconds that the gate took to decide. */
  public static final String GATE = "holdfast_gate_seconds";

  /** Histogram of seconds from sending a batch to PostgreSQL to its commit. */
  public static final String COMMIT = "holdfast_commit_seconds";

  /** Histogram of operations in a batch. */
  public static final String BATCH_OPERATIONS = "holdfast_batch_operations";

  /**
   * Counter by way, of operations that PostgreSQL answered: {@code foreseen} ones were decided
   * ahead and it only wrote them, {@code decided} ones it decided itself.
   */
  public static final String POSTED = "holdfast_posted_operations_total";

  /** Counter of operations that were decided ahead, and by PostgreSQL after all. */
  public static final String MISTAKEN = "holdfast_mistaken_operations_total";

  /** Gauge by queue and loop, of what waits. */
  public static final String QUEUE_DEPTH = "holdfast_queue_depth";

  /** Gauge by loop, of requests being worked on. */
  public static final String IN_FLIGHT = "holdfast_in_flight";

  /** Counter by part of the book, of places that an audit found wrong. */
  public static final String AUDIT_FINDINGS = "holdfast_audit_findings_total";

  /** Gauge of wallets that are set aside because their row and journal disagree. */
  public static final String QUARANTINED = "holdfast_quarantined_wallets";

  /** Gauge by part of the book, of when it was last proven to its end, in seconds since 1970. */
  public static final String AUDIT_PROVEN = "holdfast_audit_proven_timestamp_seconds";

  /** Gauge by part of the service: 1 if it is ready, 0 if not. */
  public static final String READY = "holdfast_ready";

  /** Gauge by loop: 1 if it is connected to Redis, 0 if not. */
  public static final String GATE_UP = "holdfast_gate_up";

  /** Gauge of reasons why the servers could lose what was acknowledged. */
  public static final String UNSAFE = "holdfast_unsafe_reasons";

  /** Gauge of callers' open connections. */
  public static final String CONNECTIONS_OPEN = "holdfast_connections_open";

  /** Gauge of rows that the last sealing found in the outbox. */
  public static final String OUTBOX_ROWS = "holdfast_outbox_rows";

  /**
   * Gauge of seconds that the oldest of these had waited, and may wait while none can be sealed.
   */
  public static final String OUTBOX_LAG = "holdfast_outbox_lag_seconds";

  /** Counter by outcome, of attempts to deliver a webhook. */
  public static final String WEBHOOK_ATTEMPTS = "holdfast_webhook_attempts_total";

  /** Counter of webhook endpoints that were disabled since nothing got through. */
  public static final String WEBHOOK_ENDPOINTS_DISABLED =
      "holdfast_webhook_endpoints_disabled_total";

  /** Histogram of seconds from an event to the success of its webhook. */
  public static final String WEBHOOK_DELAY = "holdfast_webhook_delay_seconds";

  /** Gauge of webhooks being sent. */
  public static final String WEBHOOKS_IN_FLIGHT = "holdfast_webhooks_in_flight";

  /** Gauge of reports being read. */
  public static final String REPORTS_RUNNING = "holdfast_reports_running";

  private MetricNames() {}
}
