package io.holdfast.openapi;

import io.holdfast.http.OpenApi;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The OpenAPI document, as it is written and with its references followed. Nobody changes it once
 * it is read, so it is safe from any thread.
 */
final class Description {
  /* What may stand beside a reference: it changes nothing about what is valid. */
  private static final Set<String> ANNOTATIONS = Set.of("description", "summary");
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonObject written;
  private final JsonObject resolved;
  private final List<Conformity.Operation> operations;

  /**
   * @throws IllegalArgumentException if a reference leads nowhere, or has a sibling that counts
   */
  Description(JsonObject written) {
    this.written = written;
    this.resolved = (JsonObject) resolved(written);
    this.operations = List.copyOf(operations(resolved.getJsonObject("paths")));
  }

  /** The one that the service serves. */
  static Description ofTheService() {
    return new Description(OpenApi.load().toJsonObject());
  }

  JsonObject written() {
    return written;
  }

  /** With every reference replaced by what it refers to. */
  JsonObject resolved() {
    return resolved;
  }

  /** In the document's order; path parameters are among the operation's own. */
  List<Conformity.Operation> operations() {
    return operations;
  }

  private static List<Conformity.Operation> operations(JsonObject paths) {
    List<Conformity.Operation> found = new ArrayList<>();
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          JsonObject definition = item.getJsonObject(method);
          definition.put("parameters", joined(item, definition));
          String id = definition.getString("operationId");
          found.add(
              new Conformity.Operation(id, method.toUpperCase(Locale.ROOT), path, definition));
        }
      }
    }
    return found;
  }

  private static JsonArray joined(JsonObject item, JsonObject definition) {
    return new JsonArray()
        .addAll(item.getJsonArray("parameters", new JsonArray()))
        .addAll(definition.getJsonArray("parameters", new JsonArray()));
  }

  private Object resolved(Object node) {
    if (node instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(element -> copy.add(resolved(element)));
      return copy;
    } else if (!(node instanceof JsonObject object)) {
      return node;
    } else if (object.containsKey("$ref")) {
      return resolved(target(object));
    } else {
      JsonObject copy = new JsonObject();
      object.forEach(entry -> copy.put(entry.getKey(), resolved(entry.getValue())));
      return copy;
    }
  }

  private JsonObject target(JsonObject referring) {
    String reference = referring.getString("$ref");
    for (String sibling : referring.fieldNames()) {
      if (!sibling.equals("$ref") && !ANNOTATIONS.contains(sibling)) {
        throw new IllegalArgumentException(reference + " has a sibling " + sibling);
      }
    }
    JsonObject node = reference.startsWith("#/") ? written : null;
    for (String part : reference.substring(2).split("/", -1)) {
      node = node == null ? null : node.getJsonObject(part);
    }
    if (node == null) {
      throw new IllegalArgumentException("leads nowhere: " + reference);
    }
    return node;
  }
}
