package io.holdfast.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The description of the API that is served with it: one document, kept as what all parts share
 * ({@code openapi/openapi.json}) and one file for each part of the API, with its tags, its paths
 * and the components that nothing else uses.
 */
public final class OpenApi {
  private static final String SHARED = "openapi";

  /** In the order in which a reader meets them. */
  private static final List<String> PARTS =
      List.of(
          "payments",
          "authorizations",
          "deposits",
          "gateways",
          "batches",
          "wallets",
          "limits",
          "flows",
          "memberships",
          "imports",
          "people",
          "reports",
          "staff",
          "settings",
          "events",
          "operations");

  private OpenApi() {}

  /**
   * Reads the description from the classpath; it is served from memory.
   *
   * @throws IllegalStateException if the service was packed without a part of it, or if two parts
   *     have the same thing
   */
  public static Buffer load() {
    JsonObject whole = read(SHARED);
    for (String name : PARTS) {
      JsonObject part = read(name);
      JsonArray tags = part.getJsonArray("tags", new JsonArray());
      whole.getJsonArray("tags").addAll(tags);
      add(part.getJsonObject("paths"), whole.getJsonObject("paths"), name);
      JsonObject components = part.getJsonObject("components", new JsonObject());
      for (String kind : components.fieldNames()) {
        JsonObject shared = whole.getJsonObject("components");
        if (!shared.containsKey(kind)) {
          shared.put(kind, new JsonObject());
        }
        add(components.getJsonObject(kind), shared.getJsonObject(kind), name);
      }
    }
    return whole.toBuffer();
  }

  private static void add(JsonObject part, JsonObject whole, String name) {
    for (String key : part.fieldNames()) {
      if (whole.containsKey(key)) {
        throw new IllegalStateException("openapi/" + name + ".json has " + key + " once more");
      }
      whole.put(key, part.getValue(key));
    }
  }

  /** One of the files beside the document. */
  static JsonObject read(String name) {
    String path = "/openapi/" + name + ".json";
    try (InputStream resource = OpenApi.class.getResourceAsStream(path)) {
      if (resource == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new JsonObject(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
