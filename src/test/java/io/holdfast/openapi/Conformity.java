package io.holdfast.openapi;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Judges exchanges by the OpenAPI document: is there such a route, may it answer so, and does every
 * field of question and answer stand in its schema? May be called from any thread.
 */
public final class Conformity {
  /** One of the document's operations. */
  public record Operation(String id, String method, String path, JsonObject definition) {
    private Pattern pattern() {
      return Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }
  }

  private static final Conformity OF_THE_SERVICE = new Conformity(read());

  private final JsonObject document;
  private final List<Operation> operations = new ArrayList<>();

  /* By identity: these schemas are large to compare, and a validator writes into its own. */
  private final Map<JsonObject, Validator> validators =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private final Map<String, Set<Integer>> seen = new ConcurrentHashMap<>();

  Conformity(JsonObject document) {
    this.document = resolved(document, document);
    JsonObject paths = this.document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        JsonObject definition = methods.getJsonObject(method);
        String id = definition.getString("operationId");
        operations.add(new Operation(id, method.toUpperCase(Locale.ROOT), path, definition));
      }
    }
  }

  /** Of the document that the service serves. */
  public static Conformity ofTheService() {
    return OF_THE_SERVICE;
  }

  static JsonObject read() {
    try (InputStream in = Conformity.class.getResourceAsStream("/openapi.json")) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public List<Operation> operations() {
    return Collections.unmodifiableList(operations);
  }

  /** The document, with every reference replaced by what it refers to. */
  JsonObject document() {
    return document;
  }

  /** Statuses seen so far, by operation. */
  public Map<String, Set<Integer>> seen() {
    return new TreeMap<>(seen);
  }

  /**
   * What is wrong with an exchange; empty if nothing is.
   *
   * @param path without its query
   * @param headers by lower-case name
   */
  public List<String> faults(
      String method,
      String path,
      String requestBody,
      int status,
      Map<String, String> headers,
      String body) {
    Optional<Operation> found =
        operations.stream()
            .filter(operation -> operation.method().equals(method))
            .filter(operation -> operation.pattern().matcher(path).matches())
            .findFirst();
    if (found.isEmpty()) {
      return status == 404 || status == 405
          ? problemFaults(status, headers, body)
          : List.of("no such operation: " + method + " " + path);
    }
    Operation operation = found.get();
    seen.computeIfAbsent(operation.id(), id -> new ConcurrentSkipListSet<>()).add(status);
    List<String> faults = new ArrayList<>();
    JsonObject response =
        operation.definition().getJsonObject("responses").getJsonObject(Integer.toString(status));
    if (response == null) {
      faults.add("does not document status " + status);
    } else {
      faults.addAll(responseFaults(response, status, headers, body));
    }
    if (status < 300 && operation.definition().containsKey("requestBody")) {
      faults.addAll(requestFaults(operation, requestBody));
    }
    return faults.stream().map(fault -> operation.id() + ": " + fault).toList();
  }

  /** What is wrong with a value by a schema of the resolved document. */
  List<String> faults(JsonObject schema, Object value) {
    Validator validator =
        validators.computeIfAbsent(
            schema,
            unknown ->
                Validator.create(
                    JsonSchema.of(unknown.copy()),
                    new JsonSchemaOptions()
                        .setBaseUri("https://holdfast.test/")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic)));
    OutputUnit result = validator.validate(value);
    if (Boolean.TRUE.equals(result.getValid())) {
      return List.of();
    }
    return result.getErrors().stream()
        .map(error -> error.getInstanceLocation() + " " + error.getError())
        .toList();
  }

  private List<String> requestFaults(Operation operation, String body) {
    JsonObject definition = operation.definition().getJsonObject("requestBody");
    if (body == null || body.isEmpty()) {
      return definition.getBoolean("required", false)
          ? List.of("accepted no body, which the document requires")
          : List.of();
    }
    JsonObject schema = schema(definition, "application/json");
    return faults(schema, new JsonObject(body)).stream()
        .map(fault -> "accepted a body that the document does not: " + fault)
        .toList();
  }

  private List<String> responseFaults(
      JsonObject response, int status, Map<String, String> headers, String body) {
    List<String> faults = new ArrayList<>();
    JsonObject documented = response.getJsonObject("headers", new JsonObject());
    for (String name : documented.fieldNames()) {
      if (documented.getJsonObject(name).getBoolean("required", false)
          && !headers.containsKey(name.toLowerCase(Locale.ROOT))) {
        faults.add("lacks the header " + name);
      }
    }
    JsonObject content = response.getJsonObject("content");
    if (content == null) {
      if (!body.isEmpty()) {
        faults.add("has a body where none is documented");
      }
      return faults;
    }
    String type = headers.getOrDefault("content-type", "none").replaceAll(";.*", "").strip();
    if (!content.containsKey(type)) {
      faults.add("answers " + type + " to status " + status);
      return faults;
    }
    faults.addAll(bodyFaults(schema(response, type), body));
    return faults;
  }

  private List<String> problemFaults(int status, Map<String, String> headers, String body) {
    String type = headers.getOrDefault("content-type", "none");
    if (!type.startsWith("application/problem+json")) {
      return List.of(status + " answered as " + type);
    }
    return bodyFaults(
        document.getJsonObject("components").getJsonObject("schemas").getJsonObject("Problem"),
        body);
  }

  private List<String> bodyFaults(JsonObject schema, String body) {
    try {
      return faults(schema, Json.decodeValue(body));
    } catch (DecodeException malformed) {
      return List.of("is no JSON: " + body);
    }
  }

  private static JsonObject schema(JsonObject holder, String type) {
    return holder.getJsonObject("content").getJsonObject(type).getJsonObject("schema");
  }

  /** A copy in which references are replaced; none of them leads to itself. */
  private static JsonObject resolved(JsonObject node, JsonObject root) {
    if (node.containsKey("$ref")) {
      return resolved(target(node.getString("$ref"), root), root);
    }
    JsonObject copy = new JsonObject();
    for (String name : node.fieldNames()) {
      copy.put(name, resolvedValue(node.getValue(name), root));
    }
    return copy;
  }

  private static Object resolvedValue(Object value, JsonObject root) {
    if (value instanceof JsonObject object) {
      return resolved(object, root);
    } else if (value instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(element -> copy.add(resolvedValue(element, root)));
      return copy;
    }
    return value;
  }

  static JsonObject target(String reference, JsonObject root) {
    if (!reference.startsWith("#/")) {
      throw new IllegalArgumentException("not of this document: " + reference);
    }
    JsonObject node = root;
    for (String part : reference.substring(2).split("/", -1)) {
      node = node.getJsonObject(part);
      if (node == null) {
        throw new IllegalArgumentException("leads nowhere: " + reference);
      }
    }
    return node;
  }
}
