package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.ledger.Proofs;
import io.holdfast.metrics.Distribution;
import io.holdfast.operation.OperationKind;
import io.holdfast.people.Directory;
import io.holdfast.vitals.Decline;
import io.holdfast.vitals.Pulse;
import io.holdfast.vitals.Traffic;
import io.holdfast.vitals.VitalSigns;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Vital signs as JSON. What an instance does for all its callers is the operator's to know: of the
 * business that was there from the start. Others see the servers, the audit, and their own
 * declines.
 *
 * <p>Safe from any thread.
 */
final class VitalsDocuments {
  private static final int NUMBER_LENGTH_MAX = 12;

  private final Pulse pulse;
  private final Directory directory;
  private final Documents documents;

  VitalsDocuments(Pulse pulse, Directory directory, Documents documents) {
    this.pulse = pulse;
    this.directory = directory;
    this.documents = documents;
  }

  String id(VitalSigns signs) {
    return pulse.run() + signs.number();
  }

  /** Number of the vital signs that an id is of; 0 if it is none of this process. */
  long seen(String id) {
    if (id == null || !id.startsWith(pulse.run())) {
      return 0;
    }
    String number = id.substring(pulse.run().length());
    return number.length() <= NUMBER_LENGTH_MAX && number.matches("[0-9]+")
        ? Long.parseLong(number)
        : 0;
  }

  /**
   * @param declines of the business, since it was last told of some
   */
  Buffer vitals(VitalSigns signs, int business, List<Decline> declines) {
    boolean operator = pulse.isOperator(business);
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("instance", pulse.instance());
          json.writeStringField("at", Timestamps.format(signs.atMillis()));
          json.writeNumberField("interval_millis", signs.intervalMillis());
          parts(json, signs.parts());
          audit(json, signs, operator);
          json.writeFieldName("traffic");
          if (operator) {
            traffic(json, signs.traffic());
          } else {
            json.writeNull();
          }
          json.writeArrayFieldStart("declines");
          for (Decline decline : declines) {
            decline(json, decline);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void parts(JsonGenerator json, List<VitalSigns.Part> parts) throws IOException {
    json.writeArrayFieldStart("parts");
    for (VitalSigns.Part part : parts) {
      json.writeStartObject();
      json.writeStringField("part", part.name());
      json.writeBooleanField("up", part.up());
      json.writeStringField("detail", part.detail());
      number(json, "round_trip_micros", part.roundTripMicros());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void audit(JsonGenerator json, VitalSigns signs, boolean operator)
      throws IOException {
    json.writeObjectFieldStart("audit");
    json.writeArrayFieldStart("parts");
    for (Proofs.Walk walk : signs.walks() == null ? List.<Proofs.Walk>of() : signs.walks()) {
      AuditEndpoints.walk(json, walk);
    }
    json.writeEndArray();
    number(json, "quarantined_wallets", operator ? signs.quarantined() : null);
    json.writeEndObject();
  }

  private static void traffic(JsonGenerator json, Traffic traffic) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("operations");
    for (Map.Entry<OperationKind, Traffic.Outcomes> entry : traffic.outcomes().entrySet()) {
      Traffic.Outcomes outcomes = entry.getValue();
      json.writeStartObject();
      json.writeStringField("operation", wire(entry.getKey()));
      json.writeNumberField("approved", outcomes.approved());
      json.writeNumberField("declined", outcomes.declined());
      json.writeNumberField("refused", outcomes.refused());
      json.writeNumberField("replayed", outcomes.replayed());
      json.writeNumberField("failed", outcomes.failed());
      json.writeEndObject();
    }
    json.writeEndArray();
    counts(json, "declines", "reason", traffic.declines().entrySet(), reason -> reason.wire());
    json.writeArrayFieldStart("latency");
    latency(json, "requests", traffic.requests());
    latency(json, "gate", traffic.gate());
    latency(json, "commits", traffic.commits());
    json.writeEndArray();
    json.writeObjectFieldStart("batches");
    json.writeNumberField("count", traffic.commits().total());
    json.writeNumberField("operations", traffic.committed());
    json.writeEndObject();
    counts(json, "queues", "queue", traffic.queues().entrySet(), queue -> queue);
    json.writeNumberField("in_flight", traffic.inFlight());
    json.writeNumberField("connections", traffic.connections());
    json.writeEndObject();
  }

  private interface Name<T> {
    String of(T thing);
  }

  private static <T> void counts(
      JsonGenerator json,
      String name,
      String key,
      Iterable<Map.Entry<T, Long>> entries,
      Name<T> wire)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Map.Entry<T, Long> entry : entries) {
      json.writeStartObject();
      json.writeStringField(key, wire.of(entry.getKey()));
      json.writeNumberField("count", entry.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void latency(JsonGenerator json, String of, Distribution nanos)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("of", of);
    json.writeNumberField("count", nanos.total());
    number(json, "p50_micros", micros(nanos.quantile(500)));
    number(json, "p95_micros", micros(nanos.quantile(950)));
    number(json, "p99_micros", micros(nanos.quantile(990)));
    json.writeEndObject();
  }

  private void decline(JsonGenerator json, Decline decline) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", pulse.run() + decline.number());
    json.writeStringField("at", Timestamps.format(decline.atMillis()));
    json.writeStringField("operation", wire(decline.kind()));
    json.writeStringField("reason", decline.reason().wire());
    id(json, "wallet_id", decline.walletId());
    id(json, "authorization_id", decline.authorizationId());
    number(json, "amount", decline.amount() == 0 ? null : (Long) decline.amount());
    json.writeStringField("currency", decline.currency());
    number(json, "available", decline.available());
    id(json, "location_id", directory.locationId(decline.location()));
    json.writeStringField("reference", decline.reference());
    documents.actor(json, decline.actor());
    json.writeEndObject();
  }

  private static String wire(OperationKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Long micros(OptionalLong nanos) {
    return nanos.isEmpty() ? null : (Long) TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong());
  }

  private static void number(JsonGenerator json, String name, Long value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }

  private static void id(JsonGenerator json, String name, UUID id) throws IOException {
    json.writeStringField(name, id == null ? null : id.toString());
  }
}
