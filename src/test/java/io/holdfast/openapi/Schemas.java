package io.holdfast.openapi;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Judges values by schemas without references. Safe from any thread. */
final class Schemas {
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("urn:holdfast:schema")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  /* By identity: to hash a schema would cost more than to judge by it. */
  private final Map<JsonObject, Validator> validators =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * What is wrong with a value; empty if nothing is.
   *
   * @param schema not changed by anybody from here on
   * @param value as {@link io.vertx.core.json.Json#decodeValue(String)} gives it
   */
  List<String> faults(JsonObject schema, Object value) {
    OutputUnit verdict = validators.computeIfAbsent(schema, Schemas::validator).validate(value);
    if (verdict.getValid()) {
      return List.of();
    }
    return verdict.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .distinct()
        .toList();
  }

  private static Validator validator(JsonObject schema) {
    // A copy, because the validator leaves notes of its own in its schema.
    return Validator.create(JsonSchema.of(schema.copy()), new JsonSchemaOptions(OPTIONS));
  }
}
