package io.holdfast.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the service can do its work, part by part. Asked on the management server's event loop.
 *
 * @param unsafe what is configured in a way that could lose money, in words; it does not make the
 *     service unready
 */
public record Readiness(List<Part> parts, Supplier<List<String>> unsafe) {
  /** A part that the service cannot do without. The state must be had without blocking. */
  public record Part(String name, Supplier<State> state) {}

  /**
   * How a part is.
   *
   * @param detail a few words for whoever looks
   */
  public record State(boolean ready, String detail) {}

  public Readiness {
    parts = List.copyOf(parts);
  }

  /** All parts as they are now. */
  Report report() {
    List<State> states = parts.stream().map(Readiness::stateOf).toList();
    boolean ready = states.stream().allMatch(State::ready);
    Buffer document =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("status", ready ? "ready" : "not_ready");
              json.writeObjectFieldStart("parts");
              for (int i = 0; i < parts.size(); i++) {
                json.writeObjectFieldStart(parts.get(i).name());
                json.writeStringField("status", states.get(i).ready() ? "ready" : "not_ready");
                json.writeStringField("detail", states.get(i).detail());
                json.writeEndObject();
              }
              json.writeEndObject();
              json.writeArrayFieldStart("unsafe");
              for (String warning : unsafe.get()) {
                json.writeString(warning);
              }
              json.writeEndArray();
              json.writeEndObject();
            });
    return new Report(ready, document);
  }

  private static State stateOf(Part part) {
    try {
      return part.state().get();
    } catch (RuntimeException broken) {
      return new State(false, "the check failed: " + broken);
    }
  }

  /** What is answered to who asks. */
  record Report(boolean ready, Buffer document) {}
}
