package io.holdfast.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the API that is served with it. */
public final class OpenApi {
  private static final String RESOURCE = "/openapi.json";

  private OpenApi() {}

  /**
   * Reads the description from the classpath; it is served from memory.
   *
   * @throws IllegalStateException if the service was packed without it
   */
  public static Buffer load() {
    try (InputStream resource = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      return Buffer.buffer(resource.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
