package io.holdfast.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  /** The contract's codes that this version can answer with, by status. */
  private static final Map<Integer, Set<String>> CODES =
      Map.ofEntries(
          Map.entry(400, Set.of("invalid_request", "idempotency_key_missing")),
          Map.entry(401, Set.of("unauthenticated")),
          Map.entry(
              402,
              Set.of(
                  "insufficient_funds",
                  "wallet_frozen",
                  "wallet_closed",
                  "account_balances_disabled")),
          Map.entry(403, Set.of("forbidden")),
          Map.entry(404, Set.of("not_found")),
          Map.entry(
              409,
              Set.of(
                  "wallet_exists",
                  "authorization_not_open",
                  "idempotency_key_in_progress",
                  "wallet_not_empty",
                  "operation_fenced")),
          Map.entry(413, Set.of("payload_too_large")),
          Map.entry(415, Set.of("unsupported_media_type")),
          Map.entry(
              422,
              Set.of(
                  "idempotency_key_reused",
                  "currency_mismatch",
                  "unknown_location",
                  "capture_exceeds_authorization",
                  "refund_exceeds_original",
                  "amount_out_of_range")),
          Map.entry(429, Set.of("rate_limited")),
          Map.entry(503, Set.of("unavailable")));

  private static final Conformity CONFORMITY = Conformity.ofTheService();
  private static final JsonObject RAW = Conformity.read();

  private static final Map<String, String> JSON =
      Map.of("content-type", "application/json", "x-request-id", "1");

  @Test
  void itIsAnOpenApi31Document() {
    assertThat(RAW.getString("openapi")).startsWith("3.1.");
    assertThat(RAW.getJsonObject("info").getString("description")).contains("committed");
  }

  @Test
  void everyOperationSaysWhatItPromisesAndHowItFails() {
    for (Conformity.Operation operation : CONFORMITY.operations()) {
      assertThat(operation.definition().getString("summary")).as(operation.id()).isNotBlank();
      assertThat(operation.definition().getString("description")).as(operation.id()).isNotBlank();
      assertThat(operation.definition().getJsonObject("responses").fieldNames())
          .as(operation.id())
          .contains("503");
    }
  }

  @Test
  void theCodesOfEachStatusAreThoseOfTheContract() {
    for (Map.Entry<Integer, Set<String>> row : CODES.entrySet()) {
      Set<String> documented =
          CONFORMITY.operations().stream()
              .map(operation -> operation.definition().getJsonObject("responses"))
              .filter(responses -> responses.containsKey(row.getKey().toString()))
              .flatMap(
                  responses -> codes(responses.getJsonObject(row.getKey().toString())).stream())
              .collect(Collectors.toSet());
      assertThat(documented).as("codes of %d", row.getKey()).isEqualTo(row.getValue());
    }
  }

  @Test
  void everyExampleIsWhatItExemplifies() {
    JsonObject schemas = CONFORMITY.document().getJsonObject("components").getJsonObject("schemas");
    for (String name : schemas.fieldNames()) {
      JsonObject schema = schemas.getJsonObject(name);
      for (Object example : schema.getJsonArray("examples", new JsonArray())) {
        assertThat(CONFORMITY.faults(schema, example)).as(name).isEmpty();
      }
    }
  }

  @Test
  void noComponentIsUnused() {
    Set<String> used = new TreeSet<>();
    references(RAW, used);
    for (String kind : RAW.getJsonObject("components").fieldNames()) {
      for (String name : RAW.getJsonObject("components").getJsonObject(kind).fieldNames()) {
        if (!kind.equals("securitySchemes")) {
          assertThat(used).contains("#/components/" + kind + "/" + name);
        }
      }
    }
  }

  @Test
  void aFieldThatIsNotDocumentedIsAFault() {
    JsonObject wallet = wallet();
    assertThat(faults(200, wallet)).isEmpty();
    assertThat(faults(200, wallet.copy().put("more", 1))).isNotEmpty();
  }

  @Test
  void aDocumentedFieldThatIsMissingIsAFault() {
    JsonObject lacking = wallet();
    lacking.remove("version");
    assertThat(faults(200, lacking)).isNotEmpty();
  }

  @Test
  void aStatusOrCodeThatIsNotDocumentedIsAFault() {
    assertThat(faults(418, wallet())).isNotEmpty();
    JsonObject problem =
        new JsonObject()
            .put("type", "urn:holdfast:problem:wallet_frozen")
            .put("title", "t")
            .put("status", 404)
            .put("detail", "d")
            .put("instance", "/")
            .put("code", "not_found")
            .put("request_id", "1");
    Map<String, String> headers =
        Map.of("content-type", "application/problem+json", "x-request-id", "1");
    String path = "/v1/wallets/x";
    assertThat(CONFORMITY.faults("GET", path, null, 404, headers, problem.encode())).isEmpty();
    problem.put("code", "wallet_frozen");
    assertThat(CONFORMITY.faults("GET", path, null, 404, headers, problem.encode())).isNotEmpty();
  }

  @Test
  void acceptingABodyThatTheDocumentDoesNotIsAFault() {
    String body = "{\"client\": {\"reference\": \"c\"}, \"currency\": \"USD\", \"more\": 1}";
    assertThat(CONFORMITY.faults("POST", "/v1/wallets", body, 201, JSON, wallet().encode()))
        .isNotEmpty();
  }

  private static List<String> faults(int status, JsonObject body) {
    return CONFORMITY.faults("GET", "/v1/wallets/x", null, status, JSON, body.encode());
  }

  private static JsonObject wallet() {
    return RAW.getJsonObject("components")
        .getJsonObject("schemas")
        .getJsonObject("Wallet")
        .getJsonArray("examples")
        .getJsonObject(0)
        .copy();
  }

  private static Set<String> codes(JsonObject response) {
    return response
        .getJsonObject("content")
        .getJsonObject("application/problem+json")
        .getJsonObject("schema")
        .getJsonArray("allOf")
        .getJsonObject(1)
        .getJsonObject("properties")
        .getJsonObject("code")
        .getJsonArray("enum")
        .stream()
        .map(String.class::cast)
        .collect(Collectors.toSet());
  }

  private static void references(Object node, Set<String> found) {
    if (node instanceof JsonObject object) {
      if (object.getValue("$ref") instanceof String reference) {
        found.add(reference);
      }
      object.forEach(entry -> references(entry.getValue(), found));
    } else if (node instanceof JsonArray array) {
      array.forEach(element -> references(element, found));
    }
  }
}
