package io.holdfast.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Many operations in one request. */
final class Batch {
  static final String PATH = "/v1/batches";

  private Batch() {}

  /** How a batch is sent. */
  enum Form {
    DOCUMENT,
    LINES;

    List<Result> send(Client client, List<JsonObject> operations) {
      return this == DOCUMENT
          ? results(client.post(PATH, null, document(operations)))
          : lineResults(postLines(client, lines(operations)));
    }
  }

  /** What an operation came to. */
  record Result(int status, JsonObject body) {
    static Result of(JsonObject result) {
      return new Result(result.getInteger("status"), result.getJsonObject("body"));
    }

    String code() {
      return body.getString("code");
    }
  }

  /** An operation under a new key. */
  static JsonObject operation(String op, JsonObject fields) {
    return operation(op, Client.newKey(), fields);
  }

  static JsonObject operation(String op, String key, JsonObject fields) {
    return new JsonObject().put("op", op).put("idempotency_key", key).mergeIn(fields);
  }

  static JsonObject debit(String wallet, long amount) {
    return operation("debit", Shop.move(wallet, amount));
  }

  static JsonObject credit(String wallet, long amount) {
    return operation("credit", Shop.move(wallet, amount));
  }

  /** The document. */
  static String document(List<JsonObject> operations) {
    return new JsonObject().put("operations", new JsonArray(operations)).encode();
  }

  static String lines(List<JsonObject> operations) {
    return operations.stream().map(JsonObject::encode).collect(Collectors.joining("\n"));
  }

  static List<Result> send(Client client, List<JsonObject> operations) {
    return Form.DOCUMENT.send(client, operations);
  }

  static Reply postLines(Client client, String body) {
    return client.send(
        client
            .request(PATH)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body)));
  }

  static List<Result> results(Reply reply) {
    List<Result> results = new ArrayList<>();
    for (Object each : reply.json(200).getJsonArray("results")) {
      results.add(Result.of((JsonObject) each));
    }
    return results;
  }

  static List<Result> lineResults(Reply reply) {
    return reply.expect(200).body().lines().map(line -> Result.of(new JsonObject(line))).toList();
  }

  static List<Integer> statuses(List<Result> results) {
    return results.stream().map(Result::status).toList();
  }
}
