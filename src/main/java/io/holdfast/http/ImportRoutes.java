package io.holdfast.http;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import java.util.List;
import java.util.Set;

/** Files of opening balances. */
final class ImportRoutes {
  private static final String IMPORTS = "/v1/imports";

  private ImportRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.upload(
            "createImport",
            IMPORTS,
            Access.ADMINISTER,
            Set.of(Parameter.NAME),
            (api, call) -> api.imports().receive(call)),
        Route.get(
            "listImports",
            IMPORTS,
            Access.ADMINISTER,
            Query.PAGE,
            (api, call) -> api.imports().list(call)),
        Route.get(
            "getImport",
            IMPORTS + "/:id",
            Access.ADMINISTER,
            Set.of(),
            (api, call) -> api.imports().get(call)),
        Route.get(
            "listImportErrors",
            IMPORTS + "/:id/errors",
            Access.ADMINISTER,
            Query.PAGE,
            (api, call) -> api.imports().errors(call)),
        Route.get(
            "watchImport",
            IMPORTS + "/:id/events",
            Access.ADMINISTER,
            Set.of(),
            (api, call) -> api.imports().events(call)));
  }
}
