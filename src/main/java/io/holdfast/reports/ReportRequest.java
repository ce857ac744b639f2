package io.holdfast.reports;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What to report. Times are milliseconds since 1970.
 *
 * @param business whose
 * @param fromMillis first moment of the period; empty: from the beginning
 * @param untilMillis first moment after the period; empty: up to now
 * @param atMillis of balances, the moment; empty: now
 * @param location restricts to what happened there
 */
public record ReportRequest(
    Report report,
    int business,
    OptionalLong fromMillis,
    OptionalLong untilMillis,
    OptionalLong atMillis,
    Optional<Place> location) {
  /** A location, as the book and as callers know it. */
  public record Place(int number, UUID id) {}
}
