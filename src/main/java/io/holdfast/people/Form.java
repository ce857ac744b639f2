package io.holdfast.people;

import io.vertx.core.buffer.Buffer;

/**
 * How the API shows a thing, as JSON without secrets: what answers, the trail of changes and events
 * say of it.
 */
@FunctionalInterface
public interface Form<T> {
  Buffer of(T thing);
}
