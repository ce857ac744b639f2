package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.events.Webhooks.Delivery;
import io.holdfast.ledger.Feed;
import io.holdfast.people.Directory;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.Function;

/**
 * Events and webhooks as JSON. An event is the same in the feed and in a webhook, and the thing
 * that it is about is in it as the API shows it. Safe from any thread.
 */
public final class EventDocuments {
  private final Documents documents;

  EventDocuments(Documents documents) {
    this.documents = documents;
  }

  /** Writes events for whoever sends them. */
  public static Function<Feed.Event, Buffer> by(Directory directory) {
    EventDocuments events = new EventDocuments(new Documents(directory));
    return event -> Json.write(json -> events.event(json, event));
  }

  void event(JsonGenerator json, Feed.Event event) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", event.id().toString());
    json.writeStringField("type", event.type());
    json.writeStringField("created_at", Timestamps.format(event.createdAtMillis()));
    json.writeFieldName("data");
    if (event.receipt() == null) {
      json.writeRawValue(event.data());
    } else {
      documents.receipt(json, event.receipt());
    }
    json.writeEndObject();
  }

  /** A piece of the feed; unlike in a page there is always a place to go on. */
  Buffer piece(Feed.Piece piece) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("data");
          for (Feed.Event event : piece.data()) {
            event(json, event);
          }
          json.writeEndArray();
          json.writeStringField("next_cursor", piece.next());
          json.writeEndObject();
        });
  }

  static void delivery(JsonGenerator json, Delivery delivery) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", delivery.id().toString());
    json.writeStringField("event_id", delivery.eventId().toString());
    json.writeStringField("event_type", delivery.eventType());
    json.writeStringField("status", status(delivery.status()));
    json.writeFieldName("attempts");
    json.writeRawValue(delivery.attempts());
    json.writeStringField(
        "next_attempt_at",
        delivery.nextAttemptAtMillis() == null
            ? null
            : Timestamps.format(delivery.nextAttemptAtMillis()));
    json.writeStringField("created_at", Timestamps.format(delivery.createdAtMillis()));
    json.writeEndObject();
  }

  /**
   * A document with one more member.
   *
   * @param secret null where it was shown before
   */
  static Buffer withSecret(Buffer document, String secret) {
    String open = document.getString(0, document.length() - 1);
    return Buffer.buffer(open + ",\"secret\":" + (secret == null ? "null" : '"' + secret + '"'))
        .appendString("}");
  }

  private static String status(int code) {
    return switch (code) {
      case 0 -> "pending";
      case 1 -> "succeeded";
      default -> "failed";
    };
  }
}
