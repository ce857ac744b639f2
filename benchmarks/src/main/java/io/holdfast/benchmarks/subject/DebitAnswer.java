package io.holdfast.benchmarks.subject;

import io.holdfast.wallet.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** An answer of the shape of the service's 201 to a debit. */
final class DebitAnswer {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final String ACTOR = "01900000-0000-7000-8000-000000000001";

  private DebitAnswer() {}

  static void send(
      HttpServerResponse response, JsonObject request, UUID wallet, long sequence, long balance) {
    long amount = request.getLong("amount");
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    UUID id = Ids.movement(now.toEpochMilli(), Ids.number(wallet), sequence);
    Buffer body =
        new JsonObject()
            .put("id", id.toString())
            .put("wallet_id", request.getString("wallet_id"))
            .put("type", "debit")
            .put("amount", -amount)
            .put("currency", request.getString("currency"))
            .put("balance_after", balance)
            .putNull("location_id")
            .put("reference", request.getString("reference"))
            .putNull("note")
            .putNull("source")
            .putNull("authorization_id")
            .putNull("refunds")
            .put("metadata", new JsonObject())
            .put("actor", new JsonObject().put("id", ACTOR).put("name", "benchmark"))
            .put("created_at", now.toString())
            .put(
                "wallet",
                new JsonObject().put("balance", balance).put("held", 0).put("available", balance))
            .toBuffer();
    response.setStatusCode(201).putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
  }
}
