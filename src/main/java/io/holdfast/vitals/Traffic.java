package io.holdfast.vitals;

import io.holdfast.metrics.Distribution;
import io.holdfast.metrics.MeterReading;
import io.holdfast.metrics.MeterReading.Decision;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Refusal;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an instance did for its callers in an interval, and what waits at its end.
 *
 * @param outcomes by kind of operation; kinds that nobody asked for are absent
 * @param declines by reason; reasons that nothing was declined for are absent
 * @param requests nanoseconds from the head of a request that moves or holds money to its answer
 * @param gate nanoseconds that Redis took to decide
 * @param commits nanoseconds that PostgreSQL took to commit a batch
 * @param committed operations in these batches, of the service itself as well
 * @param queues how much waits, by the queue's name
 */
public record Traffic(
    Map<OperationKind, Outcomes> outcomes,
    Map<Refusal, Long> declines,
    Distribution requests,
    Distribution gate,
    Distribution commits,
    long committed,
    Map<String, Long> queues,
    long inFlight,
    long connections) {

  /**
   * How operations of a kind ended.
   *
   * @param declined 402
   * @param refused for any other reason, a used key among them
   * @param replayed answered as before
   * @param failed 503
   */
  public record Outcomes(long approved, long declined, long refused, long replayed, long failed) {
    private static final Outcomes NONE = new Outcomes(0, 0, 0, 0, 0);

    private Outcomes with(Decision decision, long count) {
      return switch (decision.outcome()) {
        case APPLIED -> new Outcomes(approved + count, declined, refused, replayed, failed);
        case REPLAYED -> new Outcomes(approved, declined, refused, replayed + count, failed);
        case FAILED -> new Outcomes(approved, declined, refused, replayed, failed + count);
        case KEY_CONFLICT -> new Outcomes(approved, declined, refused + count, replayed, failed);
        case REFUSED ->
            decision.reason().isDecline()
                ? new Outcomes(approved, declined + count, refused, replayed, failed)
                : new Outcomes(approved, declined, refused + count, replayed, failed);
      };
    }
  }

  /** What happened from one reading of the meters to a later one. */
  public static Traffic between(MeterReading earlier, MeterReading later) {
    Map<OperationKind, Outcomes> outcomes = new EnumMap<>(OperationKind.class);
    Map<Refusal, Long> declines = new EnumMap<>(Refusal.class);
    later
        .decisions()
        .forEach(
            (decision, total) -> {
              long count = total - earlier.decisions().getOrDefault(decision, 0L);
              if (count > 0) {
                outcomes.merge(
                    decision.kind(),
                    Outcomes.NONE.with(decision, count),
                    (some, more) -> some.with(decision, count));
                if (decision.reason() != null && decision.reason().isDecline()) {
                  declines.merge(decision.reason(), count, Long::sum);
                }
              }
            });
    return new Traffic(
        outcomes,
        declines,
        later.requests().since(earlier.requests()),
        later.gate().since(earlier.gate()),
        later.commits().since(earlier.commits()),
        later.committed() - earlier.committed(),
        later.queues(),
        later.inFlight(),
        later.connections());
  }
}
