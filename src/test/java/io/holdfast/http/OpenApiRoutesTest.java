package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.openapi.Conformity;
import io.holdfast.people.Permission;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document and the route table say the same. */
class OpenApiRoutesTest {
  private static final List<Conformity.Operation> OPERATIONS =
      Conformity.ofTheService().operations();

  @Test
  void noRouteIsMissingFromTheDocumentAndNoneIsMadeUp() {
    assertThat(OPERATIONS.stream().map(each -> each.id() + " " + each.method() + " " + each.path()))
        .containsExactlyInAnyOrderElementsOf(
            Routes.table().stream()
                .map(
                    route ->
                        route.operationId()
                            + " "
                            + route.method()
                            + " "
                            + route.path().replaceAll(":(\\w+)", "{$1}"))
                .toList());
  }

  @Test
  void theDocumentNamesThePermissionsThatTheServiceWants() {
    for (Route route : Routes.table()) {
      assertThat(strings(definition(route).getJsonArray("x-required-permissions")))
          .as(route.operationId())
          .isEqualTo(
              route.access().permissions().stream()
                  .map(Permission::wire)
                  .collect(Collectors.toCollection(TreeSet::new)));
      assertThat(definition(route).containsKey("security"))
          .as(route.operationId())
          .isEqualTo(route.access().open());
      // A session's request that changes something is forbidden without its CSRF token.
      boolean meant = !route.access().open() && !route.method().equals(HttpMethod.GET);
      assertThat(definition(route).getJsonObject("responses").containsKey("403"))
          .as(route.operationId())
          .isEqualTo(meant || !route.access().permissions().isEmpty());
    }
  }

  @Test
  void theDocumentNamesTheQueryParametersThatTheServiceReads() {
    for (Route route : Routes.table()) {
      assertThat(parameters(route, "query").map(each -> each.getString("name")))
          .as(route.operationId())
          .containsExactlyInAnyOrderElementsOf(
              route.parameters().stream().map(Query.Parameter::wire).toList());
    }
  }

  @Test
  void theDocumentAsksForAnIdempotencyKeyWhereTheServiceDoes() {
    for (Route route : Routes.table()) {
      List<Boolean> required =
          parameters(route, "header")
              .filter(each -> each.getString("name").equals("Idempotency-Key"))
              .map(each -> each.getBoolean("required", false))
              .toList();
      assertThat(required)
          .as(route.operationId())
          .isEqualTo(
              switch (route.keyUse()) {
                case NONE -> List.of();
                case OPTIONAL -> List.of(false);
                case REQUIRED -> List.of(true);
              });
    }
  }

  @Test
  void theDocumentHasTheFieldsOfEveryForm() {
    for (Route route : Routes.table()) {
      JsonObject body = definition(route).getJsonObject("requestBody");
      assertThat(body != null)
          .as(route.operationId())
          .isEqualTo(
              route.form() != null
                  || route.uploads() != null
                  || route.operationId().equals("createBatch"));
      if (route.form() != null) {
        assertThat(body.getBoolean("required"))
            .as(route.operationId())
            .isEqualTo(!route.bodyOptional());
        sameFields(
            route.operationId(),
            body.getJsonObject("content").getJsonObject("application/json").getJsonObject("schema"),
            route.form());
      }
    }
  }

  @Test
  void theDocumentHasTheFieldsOfEveryOperationOfABatch() {
    JsonArray documented =
        OPERATIONS.stream()
            .filter(operation -> operation.id().equals("createBatch"))
            .findFirst()
            .orElseThrow()
            .definition()
            .getJsonObject("requestBody")
            .getJsonObject("content")
            .getJsonObject("application/x-ndjson")
            .getJsonObject("schema")
            .getJsonArray("oneOf");
    assertThat(documented).hasSize(BatchOperation.values().length);
    for (Object each : documented) {
      JsonObject schema = (JsonObject) each;
      JsonObject properties = schema.getJsonObject("properties");
      String name = properties.getJsonObject("op").getJsonArray("enum").getString(0);
      Form form = BatchOperation.named(name).form();
      Set<String> names = new TreeSet<>();
      Set<String> required = new TreeSet<>(Set.of("idempotency_key"));
      for (int i = 0; i < form.size(); i++) {
        names.add(form.field(i).wire());
        if (form.requires(i)) {
          required.add(form.field(i).wire());
        }
      }
      assertThat(properties.fieldNames()).as(name).containsExactlyInAnyOrderElementsOf(names);
      assertThat(strings(schema.getJsonArray("required"))).as(name).isEqualTo(required);
    }
  }

  @Test
  void theDocumentHasTheCodesOfTheService() {
    Map<String, Integer> documented = new TreeMap<>();
    for (Conformity.Operation operation : OPERATIONS) {
      JsonObject responses = operation.definition().getJsonObject("responses");
      for (String status : responses.fieldNames()) {
        codes(responses.getJsonObject(status))
            .forEach(code -> documented.put(code, Integer.valueOf(status)));
      }
    }
    documented.put("method_not_allowed", 405); // of no operation
    Map<String, Integer> ours = new TreeMap<>();
    for (ProblemCode code : ProblemCode.values()) {
      ours.put(code.wire(), code.status());
    }
    assertThat(documented).isEqualTo(ours);
  }

  private static void sameFields(String where, JsonObject schema, Form form) {
    Set<String> names = new TreeSet<>();
    Set<String> required = new TreeSet<>();
    for (int i = 0; i < form.size(); i++) {
      Field field = form.field(i);
      names.add(field.wire());
      if (form.requires(i)) {
        required.add(field.wire());
      }
      JsonObject property = schema.getJsonObject("properties").getJsonObject(field.wire());
      assertThat(property).as(where + "." + field.wire()).isNotNull();
      sameValues(where + "." + field.wire(), property, field, form.requires(i));
    }
    assertThat(schema.getJsonObject("properties").fieldNames())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(strings(schema.getJsonArray("required", new JsonArray())))
        .as(where)
        .isEqualTo(required);
  }

  private static void sameValues(String where, JsonObject property, Field field, boolean required) {
    if (!required) {
      assertThat(Conformity.ofTheService().accepts(property, null)).as(where + " null").isTrue();
    }
    JsonObject schema =
        property.containsKey("anyOf") ? property.getJsonArray("anyOf").getJsonObject(0) : property;
    switch (field.type()) {
      case MONEY, INTEGER -> {
        assertThat(schema.getLong("minimum")).as(where).isEqualTo(field.min());
        assertThat(schema.getLong("maximum")).as(where).isEqualTo(field.max());
      }
      case TEXT, EMAIL, PASSWORD, KEY -> {
        assertThat((long) schema.getInteger("minLength", 0)).as(where).isEqualTo(field.min());
        assertThat((long) schema.getInteger("maxLength")).as(where).isEqualTo(field.max());
      }
      case BOOLEAN -> assertThat(schema.getValue("default")).as(where).isEqualTo(field.absent());
      case CHOICE -> {
        assertThat(strings(schema.getJsonArray("enum")))
            .as(where)
            .isEqualTo(new TreeSet<>(field.choices()));
        assertThat(schema.getValue("default")).as(where).isEqualTo(field.absent());
      }
      case CHOICES ->
          assertThat(strings(schema.getJsonObject("items").getJsonArray("enum")))
              .as(where)
              .isEqualTo(new TreeSet<>(field.choices()));
      case UUIDS, CURRENCIES ->
          assertThat((long) schema.getInteger("maxItems")).as(where).isEqualTo(field.max());
      case EVENT_TYPES -> {
        assertThat(schema.getLong("minItems")).as(where).isEqualTo(field.min());
        assertThat(schema.getLong("maxItems")).as(where).isEqualTo(field.max());
      }
      case OBJECT -> sameFields(where, schema, field.members());
      case METADATA ->
          assertThat(schema.getInteger("maxProperties")).isEqualTo(Metadata.ENTRIES_MAX);
      case UUID, CURRENCY, TIMESTAMP, TIME_ZONE ->
          assertThat(schema.getString("type")).as(where).isEqualTo("string");
    }
  }

  private static List<String> codes(JsonObject response) {
    JsonObject content = response.getJsonObject("content", new JsonObject());
    JsonObject problem = content.getJsonObject("application/problem+json");
    return problem == null
        ? List.of()
        : problem
            .getJsonObject("schema")
            .getJsonObject("properties")
            .getJsonObject("code")
            .getJsonArray("enum")
            .stream()
            .map(String.class::cast)
            .toList();
  }

  private static Stream<JsonObject> parameters(Route route, String in) {
    return definition(route).getJsonArray("parameters").stream()
        .map(JsonObject.class::cast)
        .filter(parameter -> parameter.getString("in").equals(in));
  }

  private static JsonObject definition(Route route) {
    return OPERATIONS.stream()
        .filter(operation -> operation.id().equals(route.operationId()))
        .findFirst()
        .orElseThrow()
        .definition();
  }

  /** Its texts, sorted; a null among them says only that the field may be left out. */
  private static Set<String> strings(JsonArray array) {
    return array.stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
