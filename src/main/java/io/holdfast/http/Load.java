package io.holdfast.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * What the process as a whole has taken on, which every event loop asks before it takes more.
 *
 * @param overdue whether what moves money waits so long by now that more of it would be answered
 *     late; asked for each such request, from any event loop
 * @param openConnections counted by all event loops
 * @param batches room for them
 */
public record Load(BooleanSupplier overdue, AtomicInteger openConnections, BatchRoom batches) {
  public static Load of(BooleanSupplier overdue) {
    return new Load(overdue, new AtomicInteger(), new BatchRoom());
  }
}
