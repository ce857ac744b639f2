package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PostmanCollectionTest {
  private static final Buffer OPEN_API = OpenApi.load();
  private static final JsonObject COLLECTION = PostmanCollection.of(OPEN_API).toJsonObject();
  private static final Pattern USED = Pattern.compile("\\{\\{([^$}][^}]*)}}");
  private static final Pattern KEPT = Pattern.compile("collectionVariables\\.set\\(\"([^\"]+)\"");

  /** A request that never ends by itself holds up whoever runs the collection. */
  private static final Set<String> ENDLESS = Set.of("GET /v1/live");

  @Test
  void everyRequestOfTheApiIsInIt() {
    Set<String> walked =
        items().stream()
            .map(item -> item.getJsonObject("request"))
            .map(request -> request.getString("method") + " " + path(request))
            .collect(Collectors.toSet());
    Set<String> all =
        Routes.table().stream()
            .map(route -> route.method() + " " + route.path().replaceAll(":\\w+", "*"))
            .filter(route -> !ENDLESS.contains(route))
            .collect(Collectors.toSet());
    assertThat(walked).isEqualTo(all);
  }

  @Test
  void nothingIsUsedThatWasNotKeptBefore() {
    Set<String> kept = new HashSet<>();
    for (Object variable : COLLECTION.getJsonArray("variable")) {
      kept.add(((JsonObject) variable).getString("key"));
    }
    assertThat(kept).containsExactlyInAnyOrder("baseUrl", "key");
    for (JsonObject item : items()) {
      kept.addAll(found(KEPT, script(item, "prerequest")));
      JsonObject request = item.getJsonObject("request").copy();
      // What is switched off is for whoever switches it on.
      request.getJsonObject("url").remove("query");
      assertThat(kept).as(item.getString("name")).containsAll(found(USED, request.encode()));
      kept.addAll(found(KEPT, script(item, "test")));
    }
  }

  @Test
  void whatMovesMoneyHasAKeyOfItsOwnEachTime() {
    for (JsonObject item : items()) {
      JsonObject request = item.getJsonObject("request");
      boolean moves =
          Routes.table().stream()
              .filter(route -> route.keyUse() == Route.KeyUse.REQUIRED)
              .anyMatch(
                  route ->
                      route.method().name().equals(request.getString("method"))
                          && route.path().replaceAll(":\\w+", "*").equals(path(request)));
      String key = header(request, "Idempotency-Key");
      if (moves) {
        assertThat(key).as(item.getString("name")).isIn("{{$guid}}", "{{sale_key}}");
      }
      if ("{{sale_key}}".equals(key)) {
        assertThat(script(item, "prerequest")).contains("set(\"sale_key\"");
      }
    }
  }

  @Test
  void noIdOfAnExampleIsLeft() {
    for (JsonObject item : items()) {
      JsonObject request = item.getJsonObject("request");
      String body = request.getJsonObject("body", new JsonObject()).getString("raw", "");
      assertThat(body).as(item.getString("name")).doesNotContain("0199f2a4");
    }
  }

  private static List<JsonObject> items() {
    List<JsonObject> items = new ArrayList<>();
    for (Object folder : COLLECTION.getJsonArray("item")) {
      ((JsonObject) folder).getJsonArray("item").forEach(item -> items.add((JsonObject) item));
    }
    return items;
  }

  private static String path(JsonObject request) {
    JsonArray segments = request.getJsonObject("url").getJsonArray("path");
    return segments.stream()
        .map(Object::toString)
        .map(segment -> segment.contains("{") || segment.equals("1") ? "*" : segment)
        .collect(Collectors.joining("/", "/", ""));
  }

  private static String header(JsonObject request, String name) {
    return request.getJsonArray("header").stream()
        .map(JsonObject.class::cast)
        .filter(header -> header.getString("key").equals(name))
        .map(header -> header.getString("value"))
        .findFirst()
        .orElse(null);
  }

  private static String script(JsonObject item, String when) {
    return item.getJsonArray("event").stream()
        .map(JsonObject.class::cast)
        .filter(event -> event.getString("listen").equals(when))
        .map(
            event ->
                event.getJsonObject("script").getJsonArray("exec").encode().replace("\\\"", "\""))
        .collect(Collectors.joining());
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
