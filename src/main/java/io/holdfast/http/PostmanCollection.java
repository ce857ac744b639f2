package io.holdfast.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The API as a collection for Postman and what reads its format (v2.1): each request of the OpenAPI
 * document with its example, in the order of {@code openapi/walk.json}, which says beside what a
 * request keeps for those after it. Run from the top, every one works; nothing else is told twice.
 */
final class PostmanCollection {
  private static final String FORMAT =
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  private static final String JSON = "application/json";
  private static final String WALK = "walk";

  /** A run of the collection makes things of its own; all their names end with this. */
  private static final String NEW_RUN =
      "pm.collectionVariables.set(\"run\", pm.variables.replaceIn(\"{{$guid}}\").slice(0, 8));";

  private final ApiDescription api;
  private final JsonObject walk;
  private boolean begun;

  private PostmanCollection(ApiDescription api, JsonObject walk) {
    this.api = api;
    this.walk = walk;
  }

  /**
   * Makes it.
   *
   * @param openApi see {@link OpenApi}
   * @throws IllegalArgumentException if the walk has something that the document has not
   */
  static Buffer of(Buffer openApi) {
    ApiDescription api = new ApiDescription(openApi.toJsonObject());
    return new PostmanCollection(api, OpenApi.read(WALK)).collection().toBuffer();
  }

  private JsonObject collection() {
    JsonArray folders = new JsonArray();
    objects(walk.getJsonArray("folders")).forEach(folder -> folders.add(folder(folder)));
    JsonArray variables = new JsonArray();
    JsonObject values = walk.getJsonObject("variables");
    values.forEach(
        entry ->
            variables.add(
                new JsonObject().put("key", entry.getKey()).put("value", entry.getValue())));
    return new JsonObject()
        .put(
            "info",
            new JsonObject()
                .put("name", walk.getString("name"))
                .put("description", walk.getString("description"))
                .put("schema", FORMAT))
        .put("auth", auth("bearer", "token", "{{key}}"))
        .put("variable", variables)
        .put("item", folders);
  }

  private JsonObject folder(JsonObject folder) {
    JsonArray items = new JsonArray();
    objects(folder.getJsonArray("requests")).forEach(step -> items.add(item(step)));
    return new JsonObject().put("name", folder.getString("name")).put("item", items);
  }

  private JsonObject item(JsonObject step) {
    ApiDescription.Operation operation = api.operation(step.getString("operation"));
    JsonObject request =
        new JsonObject()
            .put("method", operation.method())
            .put("description", operation.definition().getString("description"))
            .put("header", headers(operation, step))
            .put("url", url(operation));
    if (operation.definition().containsKey("requestBody")) {
      request.put("body", body(operation, step.getString("example")));
    }
    if (step.getBoolean("signed_in", false) || operation.definition().containsKey("security")) {
      request.put("auth", new JsonObject().put("type", "noauth"));
    }
    return new JsonObject()
        .put("name", operation.definition().getString("summary"))
        .put("event", events(operation, step))
        .put("request", request);
  }

  // The request.

  private JsonArray headers(ApiDescription.Operation operation, JsonObject step) {
    JsonArray headers = new JsonArray();
    operation.contentType().ifPresent(type -> headers.add(pair("Content-Type", type)));
    if (operation.parameters("header").stream()
        .anyMatch(each -> each.getString("name").equals("Idempotency-Key"))) {
      String key = step.getString("key");
      headers.add(pair("Idempotency-Key", key == null ? "{{$guid}}" : "{{" + key + "}}"));
    }
    if (step.getBoolean("signed_in", false) && !operation.method().equals("GET")) {
      headers.add(pair("X-CSRF-Token", "{{csrf_token}}"));
    }
    return headers;
  }

  /** Filters that need not be sent are there to be switched on. */
  private JsonObject url(ApiDescription.Operation operation) {
    String path =
        operation.path().replace("{id}", "{{" + operation.thing() + "_id}}").replace("{n}", "1");
    JsonArray query = new JsonArray();
    StringBuilder raw = new StringBuilder("{{baseUrl}}").append(path);
    for (JsonObject parameter : operation.parameters("query")) {
      String value = standingFor(String.valueOf(parameter.getValue("example")));
      JsonObject pair = pair(parameter.getString("name"), value);
      pair.put("description", parameter.getString("description"));
      if (parameter.getBoolean("required", false)) {
        raw.append(raw.indexOf("?") < 0 ? '?' : '&');
        raw.append(parameter.getString("name")).append('=').append(value);
      } else {
        pair.put("disabled", true);
      }
      query.add(pair);
    }
    JsonArray segments = new JsonArray();
    List.of(path.substring(1).split("/", -1)).forEach(segments::add);
    return new JsonObject()
        .put("raw", raw.toString())
        .put("host", new JsonArray().add("{{baseUrl}}"))
        .put("path", segments)
        .put("query", query);
  }

  private JsonObject body(ApiDescription.Operation operation, String example) {
    Object value = operation.example(example);
    boolean json = operation.contentType().orElseThrow().equals(JSON);
    String text = json ? ((JsonObject) value).encodePrettily() : value.toString();
    return new JsonObject()
        .put("mode", "raw")
        .put("raw", standingFor(text))
        .put(
            "options",
            new JsonObject().put("raw", new JsonObject().put("language", json ? "json" : "text")));
  }

  /** An example's ids and names are those of the run. */
  private String standingFor(String example) {
    String text = example;
    for (Map.Entry<String, Object> entry : walk.getJsonObject("stands_for")) {
      text = text.replace(entry.getKey(), (String) entry.getValue());
    }
    return text;
  }

  // What goes before and after it.

  private JsonArray events(ApiDescription.Operation operation, JsonObject step) {
    List<String> before = new ArrayList<>();
    if (!begun) {
      begun = true;
      before.add(NEW_RUN);
    }
    if (step.containsKey("key")) {
      before.add(keep(step.getString("key"), "pm.variables.replaceIn(\"{{$guid}}\")"));
    }
    int status = step.getInteger("status", operation.successes().get(0));
    List<String> after = new ArrayList<>();
    after.add(
        String.format(
            Locale.ROOT, "pm.test(\"%d\", () => pm.response.to.have.status(%d));", status, status));
    JsonObject keeps = step.getJsonObject("keeps", new JsonObject());
    if (operation.makesThing() && keeps.isEmpty()) {
      keeps = new JsonObject().put(operation.thing() + "_id", "id");
    }
    keeps.forEach(
        entry -> after.add(keep(entry.getKey(), "pm.response.json()." + entry.getValue())));
    JsonArray events = new JsonArray();
    if (!before.isEmpty()) {
      events.add(event("prerequest", before));
    }
    return events.add(event("test", after));
  }

  private static String keep(String name, String value) {
    return "pm.collectionVariables.set(\"" + name + "\", " + value + ");";
  }

  private static JsonObject event(String when, List<String> lines) {
    JsonObject script =
        new JsonObject().put("type", "text/javascript").put("exec", new JsonArray(lines));
    return new JsonObject().put("listen", when).put("script", script);
  }

  private static JsonObject auth(String type, String name, String value) {
    JsonObject entry = pair(name, value).put("type", "string");
    return new JsonObject().put("type", type).put(type, new JsonArray().add(entry));
  }

  private static JsonObject pair(String key, String value) {
    return new JsonObject().put("key", key).put("value", value);
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
