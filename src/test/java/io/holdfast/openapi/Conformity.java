package io.holdfast.openapi;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Judges exchanges by the OpenAPI document: is there such an operation, may it answer this status
 * with this code and these headers, and does every field of request and answer stand in its schema?
 *
 * <p>Safe from any thread.
 */
public final class Conformity {
  private static final String JSON = "application/json";

  /** With a parameter that says what UTF-8 is; its text is not judged here. */
  private static final String CSV = "text/csv";

  /** One document after the other; who watches them judges them. */
  private static final String EVENTS = "text/event-stream";

  private static final String NDJSON = "application/x-ndjson";

  /** Answers to requests that are none of the operations, by status. */
  private static final String OUTSIDE = "x-outside-the-paths";

  private static final Conformity OF_THE_SERVICE = new Conformity(Description.ofTheService());

  /**
   * One of the document's operations.
   *
   * @param method in capitals
   * @param path with {@code {id}} for an id
   * @param definition without references
   * @param pattern what its paths look like
   */
  public record Operation(
      String id, String method, String path, JsonObject definition, Pattern pattern) {
    Operation(String id, String method, String path, JsonObject definition) {
      this(id, method, path, definition, Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+")));
    }

    JsonObject responses() {
      return definition.getJsonObject("responses");
    }

    boolean takes(String method, String path) {
      return this.method.equals(method) && pattern.matcher(path).matches();
    }
  }

  private final Schemas schemas = new Schemas();
  private final Description description;
  private final Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Set<Integer>> seen = new ConcurrentHashMap<>();

  Conformity(Description description) {
    this.description = description;
    for (Object response :
        description
            .resolved()
            .getJsonObject("components")
            .getJsonObject("responses")
            .getMap()
            .values()) {
      headers.addAll(headersOf((JsonObject) response).fieldNames());
    }
    for (Operation operation : description.operations()) {
      for (String status : operation.responses().fieldNames()) {
        headers.addAll(headersOf(operation.responses().getJsonObject(status)).fieldNames());
      }
    }
  }

  /** By the document that the service serves; one for the JVM, so that coverage adds up. */
  public static Conformity ofTheService() {
    return OF_THE_SERVICE;
  }

  /** Every operation, in the document's order. */
  public List<Operation> operations() {
    return description.operations();
  }

  /** The statuses that were answered so far, by operation. */
  public Map<String, Set<Integer>> seen() {
    return new TreeMap<>(seen);
  }

  /** The documented statuses that were not answered so far, by operation. */
  public Map<String, Set<Integer>> unseen() {
    Map<String, Set<Integer>> missing = new TreeMap<>();
    for (Operation operation : operations()) {
      Set<Integer> statuses = new TreeSet<>();
      operation.responses().fieldNames().forEach(status -> statuses.add(Integer.valueOf(status)));
      statuses.removeAll(seen.getOrDefault(operation.id(), Set.of()));
      if (!statuses.isEmpty()) {
        missing.put(operation.id(), statuses);
      }
    }
    return missing;
  }

  /**
   * What is wrong with an exchange; empty if nothing is.
   *
   * @param method in capitals
   * @param path without its query
   * @param requestBody null or empty for none
   * @param headers of the answer, by lower-case name
   * @param body of the answer, empty for none
   */
  public List<String> faults(
      String method,
      String path,
      String requestBody,
      int status,
      Map<String, String> headers,
      String body) {
    Optional<Operation> found =
        operations().stream().filter(each -> each.takes(method, path)).findFirst();
    List<String> faults = new ArrayList<>();
    if (found.isPresent()) {
      Operation operation = found.get();
      seen.computeIfAbsent(operation.id(), id -> new ConcurrentSkipListSet<>()).add(status);
      answer(operation.responses(), status, headers, body, faults);
      if (status < 300) {
        request(operation.definition().getJsonObject("requestBody"), requestBody, faults);
      }
    } else {
      boolean known =
          operations().stream().anyMatch(each -> each.pattern().matcher(path).matches());
      int wanted = known ? 405 : 404;
      if (status != wanted) {
        faults.add("is no operation, so the status should be " + wanted);
      }
      answer(description.resolved().getJsonObject(OUTSIDE), status, headers, body, faults);
    }
    String what = method + " " + path + " -> " + status + ": ";
    return faults.stream().map(what::concat).toList();
  }

  /** Whether a value is good by a schema of the document. */
  public boolean accepts(JsonObject schema, Object value) {
    return schemas.faults(schema, value).isEmpty();
  }

  /** What is wrong with a value by a schema of the document. */
  public List<String> faultsOf(JsonObject schema, Object value) {
    return schemas.faults(schema, value);
  }

  private void request(JsonObject definition, String body, List<String> faults) {
    boolean empty = body == null || body.isEmpty();
    boolean byPart = definition != null && definition.getBoolean("x-judged-by-part", false);
    if (byPart || (definition != null && !definition.getJsonObject("content").containsKey(JSON))) {
      return; // A file is judged by what it does, a batch by its results.
    }
    if (definition != null && !empty) {
      body(schema(definition, JSON), body, "accepted request", faults);
    } else if (definition != null && definition.getBoolean("required", false)) {
      faults.add("accepted request: has no body");
    }
  }

  private void answer(
      JsonObject responses,
      int status,
      Map<String, String> given,
      String body,
      List<String> faults) {
    JsonObject response = responses.getJsonObject(Integer.toString(status));
    if (response == null) {
      faults.add("status is not documented");
      return;
    }
    headers(headersOf(response), given, faults);
    JsonObject content = response.getJsonObject("content");
    String sent = given.getOrDefault("content-type", "");
    String type = sent.startsWith(CSV) ? CSV : sent;
    if (content == null) {
      if (!body.isEmpty()) {
        faults.add("has a body");
      }
    } else if (!content.containsKey(type)) {
      faults.add("content type is " + type);
    } else if (type.equals(NDJSON)) {
      body.lines().forEach(line -> body(schema(response, type), line, "line", faults));
    } else if (!type.equals(CSV) && !type.equals(EVENTS)) {
      body(schema(response, type), body, "answer", faults);
    }
  }

  private void headers(JsonObject documented, Map<String, String> given, List<String> faults) {
    for (String name : headers) {
      JsonObject header = documented.getJsonObject(name);
      String value = given.get(name.toLowerCase(Locale.ROOT));
      if (value != null && header == null) {
        faults.add("header " + name + " is not documented here");
      } else if (value != null) {
        schemas
            .faults(header.getJsonObject("schema"), value)
            .forEach(fault -> faults.add("header " + name + ": " + fault));
      } else if (header != null && header.getBoolean("required", false)) {
        faults.add("header " + name + " is missing");
      }
    }
  }

  private void body(JsonObject schema, String body, String what, List<String> faults) {
    try {
      schemas
          .faults(schema, Json.decodeValue(body))
          .forEach(fault -> faults.add(what + " " + fault));
    } catch (DecodeException malformed) {
      faults.add(what + " is no JSON");
    }
  }

  private static JsonObject headersOf(JsonObject response) {
    return response.getJsonObject("headers", new JsonObject());
  }

  private static JsonObject schema(JsonObject holder, String type) {
    return holder.getJsonObject("content").getJsonObject(type).getJsonObject("schema");
  }
}
