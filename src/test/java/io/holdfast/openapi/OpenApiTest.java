package io.holdfast.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The document by itself: whole, strict, and true to its own examples. */
class OpenApiTest {
  /** The error table of the API: every code that it can answer, by status. */
  private static final Map<String, Set<String>> CODES =
      Map.ofEntries(
          Map.entry("400", Set.of("invalid_request", "idempotency_key_missing")),
          Map.entry("401", Set.of("unauthenticated")),
          Map.entry(
              "402",
              Set.of(
                  "insufficient_funds",
                  "velocity_exceeded",
                  "wallet_frozen",
                  "wallet_closed",
                  "account_balances_disabled")),
          Map.entry("403", Set.of("forbidden")),
          Map.entry("404", Set.of("not_found")),
          Map.entry("405", Set.of("method_not_allowed")),
          Map.entry(
              "409",
              Set.of(
                  "wallet_exists",
                  "authorization_not_open",
                  "idempotency_key_in_progress",
                  "wallet_not_empty",
                  "membership_cancelled",
                  "period_not_open",
                  "deposit_not_pending",
                  "operation_fenced")),
          Map.entry("413", Set.of("payload_too_large")),
          Map.entry("415", Set.of("unsupported_media_type")),
          Map.entry(
              "422",
              Set.of(
                  "idempotency_key_reused",
                  "currency_mismatch",
                  "unknown_location",
                  "capture_exceeds_authorization",
                  "refund_exceeds_original",
                  "amount_out_of_range")),
          Map.entry("429", Set.of("rate_limited")),
          Map.entry("503", Set.of("unavailable")));

  private static final Description DESCRIPTION = Description.ofTheService();
  private static final JsonObject COMPONENTS = DESCRIPTION.resolved().getJsonObject("components");

  private final Schemas schemas = new Schemas();

  @Test
  void itIsAnOpenApi31DocumentThatSaysWhatIsGuaranteed() {
    assertThat(DESCRIPTION.written().getString("openapi")).startsWith("3.1.");
    assertThat(DESCRIPTION.written().getJsonObject("info").getString("description"))
        .contains("is committed", "When to retry", "idempotency_key_reused", "RFC 9457");
  }

  @Test
  void aReferenceThatLeadsNowhereIsNotAccepted() {
    JsonObject broken =
        new JsonObject().put("x", new JsonObject().put("$ref", "#/components/schemas/Nothing"));
    assertThatThrownBy(() -> new Description(broken)).hasMessageContaining("leads nowhere");
  }

  @Test
  void noComponentIsUnused() {
    Set<String> used = new TreeSet<>();
    references(DESCRIPTION.written(), used);
    JsonObject components = DESCRIPTION.written().getJsonObject("components");
    for (String kind : components.fieldNames()) {
      for (String name : components.getJsonObject(kind).fieldNames()) {
        if (!kind.equals("securitySchemes")) {
          assertThat(used).contains("#/components/" + kind + "/" + name);
        }
      }
    }
  }

  @Test
  void everyOperationSaysWhatItPromisesAndHowItFails() {
    for (Conformity.Operation operation : DESCRIPTION.operations()) {
      JsonObject definition = operation.definition();
      assertThat(definition.getString("summary")).as(operation.id()).isNotBlank();
      assertThat(definition.getString("description")).as(operation.id()).isNotBlank();
      assertThat(operation.responses().fieldNames())
          .as(operation.id())
          .contains("400", "503")
          .anyMatch(status -> status.startsWith("2"));
      for (String status : operation.responses().fieldNames()) {
        JsonObject headers = operation.responses().getJsonObject(status).getJsonObject("headers");
        assertThat(headers.fieldNames()).as(operation.id()).contains("X-Request-Id");
      }
    }
  }

  @Test
  void theCodesAreThoseOfTheErrorTable() {
    Map<String, Set<String>> documented = new TreeMap<>();
    BiConsumer<String, JsonObject> collect =
        (status, response) ->
            documented
                .computeIfAbsent(status, unknown -> new TreeSet<>())
                .addAll(codes(status, response));
    JsonObject outside = DESCRIPTION.resolved().getJsonObject("x-outside-the-paths");
    outside.fieldNames().forEach(status -> collect.accept(status, outside.getJsonObject(status)));
    for (Conformity.Operation operation : DESCRIPTION.operations()) {
      for (String status : operation.responses().fieldNames()) {
        if (status.compareTo("400") >= 0) {
          collect.accept(status, operation.responses().getJsonObject(status));
        }
      }
    }
    assertThat(documented).isEqualTo(CODES);
  }

  @Test
  void everyObjectSaysWhichFieldsItHasAndNoOthers() {
    everySchema(
        COMPONENTS.getJsonObject("schemas"),
        schema -> {
          if ("object".equals(schema.getValue("type")) && schema.containsKey("properties")) {
            assertThat(schema.getValue("additionalProperties"))
                .as(schema.encode())
                .isEqualTo(false);
          }
        });
  }

  @Test
  void everyDocumentedFieldOfASuccessIsAlwaysThere() {
    for (Conformity.Operation operation : DESCRIPTION.operations()) {
      for (String status : operation.responses().fieldNames()) {
        JsonObject content = operation.responses().getJsonObject(status).getJsonObject("content");
        if (status.startsWith("2") && content != null && !operation.id().equals("getOpenApi")) {
          everySchema(content.getJsonObject("application/json"), OpenApiTest::requiresAll);
        }
      }
    }
  }

  @Test
  void everyExampleIsWhatItExemplifies() {
    int[] examples = {0};
    everySchema(
        DESCRIPTION.resolved(),
        node -> {
          JsonObject schema = node.getValue("schema") instanceof JsonObject found ? found : null;
          if (schema != null && node.containsKey("example")) {
            examples[0]++;
            holds(schema, node.getValue("example"));
          }
          if (schema != null && node.getValue("examples") instanceof JsonObject named) {
            for (String name : named.fieldNames()) {
              examples[0]++;
              holds(schema, named.getJsonObject(name).getValue("value"));
            }
          }
        });
    JsonObject all = COMPONENTS.getJsonObject("schemas");
    everySchema(
        all,
        node -> {
          if (node.getValue("examples") instanceof JsonArray list) {
            list.forEach(example -> holds(node, example));
            examples[0] += list.size();
          }
        });
    assertThat(examples[0]).isGreaterThan(100);
  }

  private void holds(JsonObject schema, Object example) {
    assertThat(schemas.faults(schema, example)).as("%s", example).isEmpty();
  }

  private static void requiresAll(JsonObject schema) {
    if (schema.getValue("properties") instanceof JsonObject properties
        && schema.containsKey("type")) {
      assertThat(schema.getJsonArray("required").stream().map(String.class::cast))
          .as(schema.encode())
          .containsExactlyInAnyOrderElementsOf(properties.fieldNames());
    }
  }

  private static List<String> codes(String status, JsonObject response) {
    JsonObject narrowed =
        response
            .getJsonObject("content")
            .getJsonObject("application/problem+json")
            .getJsonObject("schema")
            .getJsonObject("properties");
    assertThat(narrowed.getJsonObject("status").getInteger("const").toString()).isEqualTo(status);
    return narrowed.getJsonObject("code").getJsonArray("enum").stream()
        .map(String.class::cast)
        .toList();
  }

  /** Visits a node and all below it but what examples and constants contain. */
  private static void everySchema(Object node, Consumer<JsonObject> visit) {
    if (node instanceof JsonObject object) {
      visit.accept(object);
      for (String name : object.fieldNames()) {
        if (!Set.of("example", "examples", "enum", "const").contains(name)) {
          everySchema(object.getValue(name), visit);
        }
      }
    } else if (node instanceof JsonArray array) {
      array.forEach(element -> everySchema(element, visit));
    }
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
