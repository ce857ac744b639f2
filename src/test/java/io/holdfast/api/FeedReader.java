package io.holdfast.api;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Somebody who asks for events, again and again from where the last answer ended. */
final class FeedReader {
  private final Client client;
  private final List<JsonObject> events = new ArrayList<>();
  private String cursor;

  FeedReader(Client client) {
    this.client = client;
  }

  /** Reads what there is. */
  List<JsonObject> read() {
    String before;
    do {
      before = cursor;
      JsonObject piece =
          client.get("/v1/events?limit=200" + (cursor == null ? "" : "&after=" + cursor)).json(200);
      piece.getJsonArray("data").forEach(event -> events.add((JsonObject) event));
      cursor = piece.getString("next_cursor");
    } while (!cursor.equals(before));
    return events;
  }

  List<String> types() {
    return read().stream().map(event -> event.getString("type")).toList();
  }
}
