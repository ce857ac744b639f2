package io.holdfast.api;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What happens at a shop, and what flows make of it.
 *
 * @param type of all activities
 */
record Visits(Shop shop, String type) {
  /** Reports that this happened to a client, always at the same moment. */
  Reply report(String client, String activityId) {
    return shop.admin().post("/v1/activities", null, body(client, activityId).encode());
  }

  JsonObject body(String client, String activityId) {
    return new JsonObject()
        .put("activity_id", activityId)
        .put("type", type)
        .put("client_reference", client)
        .put("occurred_at", "2026-11-01T09:30:00Z");
  }

  String clientOf(String wallet) {
    return shop.look(wallet).getJsonObject("client").getString("reference");
  }

  List<JsonObject> walletsOf(String client) {
    return shop.admin().get("/v1/wallets?client_reference=" + encoded(client)).data();
  }

  JsonObject progress(String flow, String client) {
    String path = "/v1/flows/" + flow + "/progress?client_reference=" + encoded(client);
    return shop.admin().get(path).json(200);
  }

  /** What a flow gave and owes. */
  JsonObject rewards(String flow) {
    return shop.admin().get("/v1/flows/" + flow).json(200).getJsonObject("rewards");
  }

  static JsonObject rewards(long given, long owed) {
    // As it is read from an answer.
    return new JsonObject(new JsonObject().put("given", given).put("owed", owed).encode());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
