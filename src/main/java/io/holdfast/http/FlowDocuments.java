package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.people.Actor;
import io.holdfast.people.Directory;
import io.holdfast.programs.Activity;
import io.holdfast.programs.Flow;
import io.holdfast.programs.Flows;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.UUID;

/** Flows and activities as JSON. Every documented field is always there. Safe from any thread. */
final class FlowDocuments {
  private final Directory directory;

  FlowDocuments(Directory directory) {
    this.directory = directory;
  }

  static Buffer flow(Flow flow) {
    return Json.write(json -> flow(json, flow));
  }

  static void flow(JsonGenerator json, Flow flow) throws IOException {
    json.writeStartObject();
    members(json, flow);
    json.writeEndObject();
  }

  /** A flow with what it gave. */
  static Buffer standing(Flows.Standing standing) {
    return Json.write(
        json -> {
          json.writeStartObject();
          members(json, standing.flow());
          rewards(json, standing.rewards());
          json.writeEndObject();
        });
  }

  /** How far a client has come in a flow. */
  static Buffer journey(Flows.Journey journey, String clientReference) {
    Flow flow = journey.flow();
    Flow.Progress progress = journey.progress();
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("flow_id", flow.id().toString());
          json.writeStringField("client_reference", clientReference);
          json.writeNumberField("counted", progress.counted());
          json.writeFieldName("missing");
          if (flow.isOver(progress.counted())) {
            json.writeNull();
          } else {
            json.writeNumber(flow.missing(progress.counted()));
          }
          rewards(json, progress.rewards());
          json.writeStringField("held_up_by", progress.heldUpBy());
          json.writeEndObject();
        });
  }

  void activity(JsonGenerator json, Activity activity) throws IOException {
    json.writeStartObject();
    json.writeStringField("activity_id", activity.activityId());
    json.writeStringField("type", activity.type());
    json.writeStringField("client_reference", activity.clientReference());
    UUID location = directory.locationId(activity.location());
    json.writeStringField("location_id", location == null ? null : location.toString());
    json.writeStringField("occurred_at", Timestamps.format(activity.occurredAtMillis()));
    json.writeStringField("recorded_at", Timestamps.format(activity.recordedAtMillis()));
    actor(json, activity.actor());
    json.writeArrayFieldStart("flows");
    for (Activity.Advance advance : activity.advanced()) {
      json.writeStartObject();
      json.writeStringField("flow_id", advance.flowId().toString());
      json.writeNumberField("counted", advance.counted());
      json.writeFieldName("reward");
      if (advance.isEarned()) {
        money(json, advance.reward());
      } else {
        json.writeNull();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void members(JsonGenerator json, Flow flow) throws IOException {
    json.writeStringField("id", flow.id().toString());
    json.writeStringField("name", flow.name());
    json.writeObjectFieldStart("trigger");
    json.writeStringField("event", flow.trigger().event());
    json.writeNumberField("count", flow.trigger().count());
    json.writeBooleanField("repeat", flow.trigger().repeats());
    json.writeEndObject();
    json.writeObjectFieldStart("action");
    json.writeStringField("type", "add_to_balance");
    json.writeNumberField("amount", flow.action().amount());
    json.writeStringField("currency", flow.action().currency());
    json.writeEndObject();
    json.writeBooleanField("enabled", flow.enabled());
    json.writeStringField("created_at", Timestamps.format(flow.createdAtMillis()));
  }

  private static void rewards(JsonGenerator json, Flow.Rewards rewards) throws IOException {
    json.writeObjectFieldStart("rewards");
    json.writeNumberField("given", rewards.given());
    json.writeNumberField("owed", rewards.owed());
    json.writeEndObject();
  }

  private static void money(JsonGenerator json, Flow.Action reward) throws IOException {
    json.writeStartObject();
    json.writeNumberField("amount", reward.amount());
    json.writeStringField("currency", reward.currency());
    json.writeEndObject();
  }

  private void actor(JsonGenerator json, int number) throws IOException {
    json.writeFieldName("actor");
    Actor actor = number == 0 ? null : directory.actor(number);
    if (actor == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("id", actor.id().toString());
    json.writeStringField("name", actor.name());
    json.writeEndObject();
  }
}
