package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.ledger.Proofs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** When the book was last proven, and what was found. */
final class AuditEndpoints {
  private static final int FINDINGS_MAX = 100;

  private final Proofs proofs;

  AuditEndpoints(Proofs proofs) {
    this.proofs = proofs;
  }

  Future<Reply> get(Call call) {
    return proofs
        .walks()
        .compose(
            walks ->
                proofs
                    .findings(call.business().number(), FINDINGS_MAX)
                    .map(findings -> Reply.Success.ok(document(walks, findings))));
  }

  private static Buffer document(List<Proofs.Walk> walks, List<Proofs.Finding> findings) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("parts");
          for (Proofs.Walk walk : walks) {
            walk(json, walk);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("findings");
          for (Proofs.Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("wallet_id", finding.wallet().toString());
            json.writeStringField("part", finding.part());
            json.writeStringField("kind", finding.kind());
            json.writeStringField("detail", finding.detail());
            json.writeBooleanField("repaired", finding.repaired());
            json.writeBooleanField("quarantined", finding.quarantined());
            time(json, "found_at", finding.foundAtMillis());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static void walk(JsonGenerator json, Proofs.Walk walk) throws IOException {
    json.writeStartObject();
    json.writeStringField("part", walk.part());
    time(json, "proven_at", walk.provenAtMillis());
    json.writeNumberField("proven_count", walk.provenChecked());
    time(json, "started_at", walk.startedAtMillis());
    json.writeNumberField("checked_count", walk.checked());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Long millis) throws IOException {
    if (millis == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, Timestamps.format(millis));
    }
  }
}
