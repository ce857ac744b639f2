package io.holdfast.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The OpenAPI document, as somebody reads it who wants to send its requests. */
final class ApiDescription {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final JsonObject document;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  ApiDescription(JsonObject document) {
    this.document = document;
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          JsonObject definition = item.getJsonObject(method);
          operations.put(
              definition.getString("operationId"),
              new Operation(path, method.toUpperCase(Locale.ROOT), item, definition));
        }
      }
    }
  }

  /**
   * @throws IllegalArgumentException if there is none with this id
   */
  Operation operation(String id) {
    Operation operation = operations.get(id);
    if (operation == null) {
      throw new IllegalArgumentException("no operation " + id);
    }
    return operation;
  }

  private JsonObject resolved(JsonObject node) {
    JsonObject found = node;
    while (found.containsKey("$ref")) {
      JsonObject target = document;
      for (String part : found.getString("$ref").substring(2).split("/", -1)) {
        target = target.getJsonObject(part);
      }
      found = target;
    }
    return found;
  }

  /** Something the API does. */
  final class Operation {
    private final String path;
    private final String method;
    private final JsonObject item;
    private final JsonObject definition;

    private Operation(String path, String method, JsonObject item, JsonObject definition) {
      this.path = path;
      this.method = method;
      this.item = item;
      this.definition = definition;
    }

    /** With {@code {id}} for an id and {@code {n}} for a number. */
    String path() {
      return path;
    }

    /** In capitals. */
    String method() {
      return method;
    }

    JsonObject definition() {
      return definition;
    }

    /** Those of this place: {@code path}, {@code query} or {@code header}. */
    List<JsonObject> parameters(String in) {
      return Stream.of(item, definition)
          .flatMap(holder -> holder.getJsonArray("parameters", new JsonArray()).stream())
          .map(parameter -> resolved((JsonObject) parameter))
          .filter(parameter -> parameter.getString("in").equals(in))
          .toList();
    }

    /** Of its body, if it takes one. */
    Optional<String> contentType() {
      JsonObject body = definition.getJsonObject("requestBody");
      return body == null
          ? Optional.empty()
          : resolved(body).getJsonObject("content").fieldNames().stream().findFirst();
    }

    /**
     * An example of its body; an empty object where the document has none.
     *
     * @param name of the example; null for the first
     */
    Object example(String name) {
      JsonObject content =
          resolved(definition.getJsonObject("requestBody"))
              .getJsonObject("content")
              .getJsonObject(contentType().orElseThrow());
      JsonObject named = content.getJsonObject("examples");
      if (named != null) {
        String which = name == null ? named.fieldNames().iterator().next() : name;
        if (!named.containsKey(which)) {
          throw new IllegalArgumentException(path + " has no example " + which);
        }
        return resolved(named.getJsonObject(which)).getValue("value");
      }
      return content.containsKey("example") ? content.getValue("example") : new JsonObject();
    }

    /** Statuses of success, as the document lists them. */
    List<Integer> successes() {
      return definition.getJsonObject("responses").fieldNames().stream()
          .filter(status -> status.startsWith("2"))
          .map(Integer::valueOf)
          .toList();
    }

    /** What its path is about: {@code wallet} under {@code /v1/wallets}. */
    String thing() {
      String[] parts = path.split("/", -1);
      String name = parts[Math.min(2, parts.length - 1)].replace('-', '_');
      return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }

    /** Whether it makes a thing that has a path of its own. */
    boolean makesThing() {
      return method.equals("POST")
          && document.getJsonObject("paths").containsKey(path + "/{id}")
          && successes().contains(201);
    }
  }
}
