package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.openapi.Conformity;
import io.holdfast.people.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document and the route table say the same. */
class OpenApiRoutesTest {
  private static final List<Conformity.Operation> OPERATIONS =
      Conformity.ofTheService().operations();

  @Test
  void noRouteIsMissingFromTheDocumentAndNoneIsMadeUp() {
    assertThat(OPERATIONS.stream().map(o -> o.id() + " " + o.method() + " " + o.path()))
        .containsExactlyInAnyOrderElementsOf(
            Routes.table().stream()
                .map(
                    route ->
                        route.operationId()
                            + " "
                            + route.method()
                            + " "
                            + route.path().replace(":id", "{id}"))
                .toList());
  }

  @Test
  void theDocumentNamesThePermissionsThatTheServiceWants() {
    for (Route route : Routes.table()) {
      assertThat(new TreeSet<>(strings("x-required-permissions", route)))
          .as(route.operationId())
          .isEqualTo(
              route.access().permissions().stream()
                  .map(Permission::wire)
                  .collect(Collectors.toCollection(TreeSet::new)));
      assertThat(definition(route).containsKey("security"))
          .as(route.operationId())
          .isEqualTo(route.access().open());
    }
  }

  @Test
  void theDocumentNamesTheQueryParametersThatTheServiceReads() {
    for (Route route : Routes.table()) {
      Set<String> documented =
          definition(route).getJsonArray("parameters").stream()
              .map(JsonObject.class::cast)
              .filter(parameter -> parameter.getString("in").equals("query"))
              .map(parameter -> parameter.getString("name"))
              .collect(Collectors.toSet());
      assertThat(documented)
          .as(route.operationId())
          .isEqualTo(
              route.parameters().stream().map(Query.Parameter::wire).collect(Collectors.toSet()));
    }
  }

  private static JsonObject definition(Route route) {
    return OPERATIONS.stream()
        .filter(operation -> operation.id().equals(route.operationId()))
        .findFirst()
        .orElseThrow()
        .definition();
  }

  private static List<String> strings(String name, Route route) {
    JsonArray array = definition(route).getJsonArray(name);
    return array.stream().map(String.class::cast).toList();
  }
}
