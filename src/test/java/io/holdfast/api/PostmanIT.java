package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The collection as it is served, run from the top as its readers run it. */
final class PostmanIT {
  private static final String PATH = "/docs/holdfast.postman_collection.json";
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^}]+)}}");
  private static final Pattern KEEP =
      Pattern.compile("pm\\.collectionVariables\\.set\\(\"(\\w+)\", (.+)\\);");
  private static final Pattern EXPECT =
      Pattern.compile(
          "pm\\.test\\(\"(\\d+)\", \\(\\) => pm\\.response\\.to\\.have\\.status\\((\\d+)\\)\\);");
  private static final String NEW_KEY = "pm.variables.replaceIn(\"{{$guid}}\")";
  private static final String NEW_RUN = NEW_KEY + ".slice(0, 8)";
  private static final String ANSWER = "pm.response.json().";

  private final Shop shop = Shop.open();
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> ran = new ArrayList<>();

  /** As a program that keeps cookies has it. */
  private String cookie;

  @Test
  void everyRequestWorksInItsOrderAndEachTimeAgain() {
    JsonObject collection = collection();
    for (Object variable : collection.getJsonArray("variable")) {
      JsonObject each = (JsonObject) variable;
      variables.put(each.getString("key"), each.getString("value"));
    }
    variables.put("baseUrl", "");
    variables.put("key", shop.secret());
    for (int round = 0; round < 2; round++) {
      for (Object folder : collection.getJsonArray("item")) {
        ((JsonObject) folder).getJsonArray("item").forEach(item -> run((JsonObject) item));
      }
    }
    assertThat(ran).hasSizeGreaterThan(180);
  }

  /** It is no part of the API, and so not among what the document describes. */
  private JsonObject collection() {
    try {
      HttpRequest request = shop.admin().request(PATH).build();
      return new JsonObject(
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void run(JsonObject item) {
    String name = item.getString("name");
    script(item, "prerequest").forEach(line -> keep(line, null));
    Reply reply = send(item.getJsonObject("request"));
    ran.add(name);
    for (String line : script(item, "test")) {
      Matcher expected = EXPECT.matcher(line);
      if (expected.matches()) {
        assertThat(reply.status())
            .as("%s: %s", name, reply.body())
            .isEqualTo(Integer.parseInt(expected.group(2)));
      } else {
        keep(line, reply);
      }
    }
  }

  private Reply send(JsonObject request) {
    String path = filled(request.getJsonObject("url").getString("raw"));
    Map<String, String> identity = new HashMap<>();
    if (!request.containsKey("auth")) {
      identity.put("Authorization", "Bearer " + variables.get("key"));
    }
    if (cookie != null) {
      identity.put("Cookie", cookie);
    }
    Client client = new Client(shop.service().apiPort(), identity);
    String body =
        request.containsKey("body") ? filled(request.getJsonObject("body").getString("raw")) : null;
    HttpRequest.Builder builder = client.request(path);
    for (Object header : request.getJsonArray("header")) {
      JsonObject each = (JsonObject) header;
      builder.header(each.getString("key"), filled(each.getString("value")));
    }
    builder.method(
        request.getString("method"),
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    Reply reply = client.send(builder, body);
    reply.header("Set-Cookie").ifPresent(set -> cookie = set.replaceFirst(";.*", ""));
    return reply;
  }

  /** Does what a line of a script does; one that is not understood here is a fault. */
  private void keep(String line, Reply reply) {
    Matcher set = KEEP.matcher(line);
    assertThat(set.matches()).as(line).isTrue();
    String value = set.group(2);
    if (value.equals(NEW_KEY)) {
      variables.put(set.group(1), UUID.randomUUID().toString());
    } else if (value.equals(NEW_RUN)) {
      variables.put(set.group(1), UUID.randomUUID().toString().substring(0, 8));
    } else {
      assertThat(value).startsWith(ANSWER);
      variables.put(set.group(1), in(reply.json(), value.substring(ANSWER.length())));
    }
  }

  private static String in(JsonObject answer, String path) {
    int bracket = path.indexOf("[0].");
    if (bracket < 0) {
      return answer.getString(path);
    }
    JsonArray list = answer.getJsonArray(path.substring(0, bracket));
    return in(list.getJsonObject(0), path.substring(bracket + 4));
  }

  private String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1);
              String value =
                  name.equals("$guid") ? UUID.randomUUID().toString() : variables.get(name);
              assertThat(value).as("%s in %s", name, text).isNotNull();
              return Matcher.quoteReplacement(value);
            });
  }

  private static List<String> script(JsonObject item, String when) {
    return item.getJsonArray("event").stream()
        .map(JsonObject.class::cast)
        .filter(event -> event.getString("listen").equals(when))
        .flatMap(event -> event.getJsonObject("script").getJsonArray("exec").stream())
        .map(String.class::cast)
        .toList();
  }
}
