package io.holdfast.vitals;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks a server for a sign of life, and knows how it is. Confined to the event loop of the pulse.
 */
public final class Probe {
  /** How a server is, by those who work with it. */
  public record State(boolean up, String detail) {}

  private final String name;
  private final Supplier<State> state;
  private final Supplier<Future<?>> ask;
  private boolean asking;
  private Long roundTripMicros;

  /**
   * @param state as known, without asking it
   * @param ask completes when it has answered something small
   */
  public Probe(String name, Supplier<State> state, Supplier<Future<?>> ask) {
    this.name = name;
    this.state = state;
    this.ask = ask;
  }

  /** Asks once, unless it still owes the last answer. */
  void ask() {
    if (asking) {
      roundTripMicros = null;
      return;
    }
    asking = true;
    long askedNanos = System.nanoTime();
    ask.get()
        .onComplete(
            answer -> {
              asking = false;
              roundTripMicros =
                  answer.succeeded()
                      ? TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - askedNanos)
                      : null;
            });
  }

  VitalSigns.Part part() {
    State now = state.get();
    return new VitalSigns.Part(name, now.up(), now.detail(), roundTripMicros);
  }
}
