package io.holdfast.events;

import io.holdfast.ledger.Feed;
import io.holdfast.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks: takes deliveries that are due, some at a time, sends each once and records what
 * became of it. Several instances share the work through the leases of {@link Deliveries}; what a
 * dead one had taken is taken again when its lease is over. Bound to one event loop.
 */
public final class Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** Under way at a time, to all endpoints together. */
  private static final int IN_FLIGHT_MAX = 256;

  private static final long PERIOD_MILLIS = 200;
  private static final long SOON_MILLIS = 5;
  private static final long AFTER_FAILURE_MILLIS = 1_000;
  private static final long PURGE_EVERY_MILLIS = 60_000;

  /** A delivery not begun by then is left to the next claim: its lease would end in mid-sending. */
  private static final long BEGUN_WITHIN_NANOS =
      TimeUnit.SECONDS.toNanos(Deliveries.LEASE_SECONDS - 5)
          - TimeUnit.MILLISECONDS.toNanos(Courier.TIMEOUT_MILLIS);

  private final Vertx vertx;
  private final Deliveries deliveries;
  private final Feed feed;
  private final Function<Feed.Event, Buffer> documents;
  private final Courier courier;
  private final Retries retries;
  private final Metrics metrics;
  private long timer = -1;
  private long purge = -1;
  private boolean claiming;
  private boolean wanted;
  private boolean isSoon;
  private boolean closed;
  private final AtomicInteger inFlight = new AtomicInteger();

  /**
   * What sends, on this event loop.
   *
   * @param pool belongs to the same event loop and is closed by its owner
   * @param documents an event as the API shows it
   */
  public Relay(
      Vertx vertx,
      Pool pool,
      Function<Feed.Event, Buffer> documents,
      Targets targets,
      Retries retries,
      Metrics metrics) {
    this.vertx = vertx;
    this.deliveries = new Deliveries(pool);
    this.feed = new Feed(pool);
    this.documents = documents;
    this.courier = new Courier(vertx, targets);
    this.retries = retries;
    this.metrics = metrics;
    metrics.webhooksInFlight(inFlight::get);
    // Shown from the start: who watches for a rise must have seen the zero.
    for (Retries.Outcome outcome : Retries.Outcome.values()) {
      metrics.webhook(word(outcome), 0);
    }
  }

  public void start() {
    later(PERIOD_MILLIS);
    purge = vertx.setPeriodic(PURGE_EVERY_MILLIS, fired -> purge());
  }

  /** Takes nothing more. What is under way is recorded if it still can be, or sent again. */
  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
    vertx.cancelTimer(purge);
    courier.close();
  }

  private void later(long millis) {
    vertx.cancelTimer(timer);
    if (!closed) {
      timer = vertx.setTimer(millis, fired -> tick());
    }
  }

  /** A place became free: there may be something that waited for it. */
  private void soon() {
    if (claiming) {
      wanted = true;
    } else if (!isSoon) {
      isSoon = true;
      later(SOON_MILLIS);
    }
  }

  private void tick() {
    isSoon = false;
    if (claiming || closed || inFlight.get() >= IN_FLIGHT_MAX) {
      later(PERIOD_MILLIS);
      return;
    }
    claiming = true;
    wanted = false;
    long claimedNanos = System.nanoTime();
    deliveries
        .claim(IN_FLIGHT_MAX - inFlight.get())
        .onComplete(
            (claims, failure) -> {
              claiming = false;
              if (failure == null) {
                claims.forEach(claim -> deliver(claim, claimedNanos));
                isSoon = wanted;
                later(wanted ? SOON_MILLIS : PERIOD_MILLIS);
              } else {
                LOG.warn("Could not look for webhooks to send: {}", failure.getMessage());
                later(AFTER_FAILURE_MILLIS);
              }
            });
  }

  private void deliver(Deliveries.Claim claim, long claimedNanos) {
    inFlight.incrementAndGet();
    feed.at(claim.business(), claim.position())
        .map(found -> found.orElseThrow())
        .compose(
            event ->
                System.nanoTime() - claimedNanos > BEGUN_WITHIN_NANOS
                    ? Future.succeededFuture()
                    : send(claim, event).compose(attempt -> judge(claim, attempt)))
        .onFailure(
            failure ->
                LOG.warn("Delivery {} is tried again: {}", claim.delivery(), failure.getMessage()))
        .onComplete(
            nothing -> {
              inFlight.decrementAndGet();
              soon();
            });
  }

  private Future<Attempt> send(Deliveries.Claim claim, Feed.Event event) {
    Buffer body = documents.apply(event);
    String id = event.id().toString();
    // A timestamp for receivers that refuse old messages: by the clock of who sends.
    long seconds = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    return courier.send(
        claim.url(),
        Map.of(
            "content-type",
            "application/json",
            "user-agent",
            "Holdfast-Webhooks/1",
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(seconds),
            "webhook-signature",
            Signatures.header(id, seconds, body.getBytes(), claim.secrets())),
        body);
  }

  private Future<Void> judge(Deliveries.Claim claim, Attempt attempt) {
    if (closed && attempt.error() != null) {
      // Broken off by us: no fault of the receiver's. Sent again when the lease is over.
      return Future.succeededFuture();
    }
    Retries.Verdict verdict =
        retries.judge(attempt, claim.attempts() + 1, ThreadLocalRandom.current().nextDouble());
    metrics.webhook(word(verdict.outcome()), 1);
    if (verdict.outcome() == Retries.Outcome.SUCCEEDED) {
      metrics.recordWebhookDelay(System.currentTimeMillis() - claim.eventAtMillis());
    }
    return deliveries
        .record(claim, attempt, verdict)
        .map(
            disabled -> {
              if (disabled) {
                metrics.webhookEndpointDisabled();
                LOG.warn("Webhook endpoint {} is disabled: nothing gets through", claim.endpoint());
              }
              return null;
            });
  }

  private static String word(Retries.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private void purge() {
    deliveries
        .purge()
        .onSuccess(
            removed -> {
              if (removed == Deliveries.PURGE_MAX && !closed) {
                purge();
              }
            })
        .onFailure(failure -> LOG.warn("Could not tidy up: {}", failure.getMessage()));
  }
}
