package io.holdfast.benchmarks.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The circumstances of a run, all of them, as lines of a name and a text. */
final class Conditions {
  private Conditions() {}

  static Map<String, String> of(Run run) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("run", run.id() + ", suite " + text(run.raw().getValue("suite")));
    lines.put(
        "from, to",
        text(run.raw().getValue("started_at")) + " – " + text(run.raw().getValue("ended_at")));
    lines.put("arguments", text(run.raw().getValue("arguments")));
    run.conditions().forEach(field -> lines.put(name(field.getKey()), text(field.getValue())));
    run.settings().forEach(field -> lines.put(name(field.getKey()), text(field.getValue())));
    Object ceiling = run.raw().getValue("ceiling_per_second");
    if (ceiling instanceof Number number) {
      lines.put("ceiling", Figures.whole(number.doubleValue()) + " debits a second");
    }
    return lines;
  }

  private static String name(String field) {
    return switch (field) {
      case "dirty" -> "changed since that commit";
      case "co_located" -> "driver, subject and servers on one machine";
      case "fsync_micros" -> "fsync, µs";
      default -> field.replace('_', ' ');
    };
  }

  private static String text(Object value) {
    if (value == null) {
      return Figures.UNKNOWN;
    }
    if (value instanceof JsonObject object) {
      return object.stream()
          .map(field -> field.getKey() + " " + text(field.getValue()))
          .collect(Collectors.joining(", "));
    }
    if (value instanceof JsonArray array) {
      return array.stream().map(Conditions::text).collect(Collectors.joining(" "));
    }
    if (value instanceof Boolean yes) {
      return yes ? "yes" : "no";
    }
    return value instanceof Long || value instanceof Integer
        ? Figures.whole(((Number) value).doubleValue())
        : value.toString();
  }
}
