package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.programs.Limit;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** Limits as JSON. Every documented field is always there. */
final class LimitDocuments {
  private LimitDocuments() {}

  static Buffer limit(Limit limit) {
    return Json.write(json -> limit(json, limit));
  }

  static void limit(JsonGenerator json, Limit limit) throws IOException {
    json.writeStartObject();
    members(json, limit);
    json.writeEndObject();
  }

  /** A limit, and what its running window has taken. */
  static Buffer used(Limit.Used used) {
    return Json.write(
        json -> {
          json.writeStartObject();
          members(json, used.limit());
          json.writeFieldName("usage");
          usage(json, used);
          json.writeEndObject();
        });
  }

  private static void members(JsonGenerator json, Limit limit) throws IOException {
    json.writeStringField("id", limit.id().toString());
    json.writeStringField("scope", limit.scope().wire());
    json.writeStringField("scope_id", limit.scopeId() == null ? null : limit.scopeId().toString());
    json.writeStringField("window", limit.window().wire());
    number(json, "max_amount", limit.maxAmount());
    number(json, "max_count", limit.maxCount());
    json.writeStringField("currency", limit.currency());
    json.writeStringField("created_at", Timestamps.format(limit.createdAtMillis()));
  }

  private static void usage(JsonGenerator json, Limit.Used used) throws IOException {
    Limit.Usage usage = used.usage();
    if (usage == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    number(json, "amount", used.limit().currency() == null ? null : (Long) usage.amount());
    json.writeNumberField("count", usage.count());
    json.writeStringField("starts_at", Timestamps.format(usage.startsAtMillis()));
    json.writeStringField("resets_at", Timestamps.format(usage.resetsAtMillis()));
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, Long number) throws IOException {
    json.writeFieldName(name);
    if (number == null) {
      json.writeNull();
    } else {
      json.writeNumber(number);
    }
  }
}
