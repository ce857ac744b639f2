package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.holdfast.people.ApiKey;
import io.holdfast.people.ApiKeys;
import io.holdfast.people.Business;
import io.holdfast.people.Change;
import io.holdfast.people.Location;
import io.holdfast.people.Member;
import io.holdfast.people.Permission;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/**
 * People, places and settings as JSON, without any secret but where one was just made. Safe from
 * any thread.
 */
final class PeopleDocuments {
  private static final SerializedString DEACTIVATED_AT = new SerializedString("deactivated_at");

  private PeopleDocuments() {}

  static Buffer key(ApiKey key) {
    return Json.write(json -> key(json, key));
  }

  static void key(JsonGenerator json, ApiKey key) throws IOException {
    json.writeStartObject();
    keyFields(json, key);
    json.writeEndObject();
  }

  /** A key just made, with its secret; null stands where the secret was shown before. */
  static Buffer newKey(ApiKeys.NewKey made) {
    return Json.write(
        json -> {
          json.writeStartObject();
          keyFields(json, made.key());
          json.writeStringField("secret", made.secret());
          json.writeEndObject();
        });
  }

  private static void keyFields(JsonGenerator json, ApiKey key) throws IOException {
    id(json, "id", key.id());
    json.writeStringField("name", key.name());
    permissions(json, key.permissions());
    id(json, "staff_id", key.staffId());
    Documents.time(json, Documents.EXPIRES_AT, key.expiresAtMillis());
    Documents.time(json, Documents.CREATED_AT, key.createdAtMillis());
  }

  static Buffer location(Location location) {
    return Json.write(json -> location(json, location));
  }

  static void location(JsonGenerator json, Location location) throws IOException {
    json.writeStartObject();
    id(json, "id", location.id());
    json.writeStringField("name", location.name());
    json.writeStringField("reference", location.reference());
    json.writeStringField("time_zone", location.timeZone());
    Documents.time(json, Documents.CREATED_AT, location.createdAtMillis());
    json.writeEndObject();
  }

  static Buffer member(Member member) {
    return Json.write(json -> member(json, member));
  }

  static void member(JsonGenerator json, Member member) throws IOException {
    json.writeStartObject();
    id(json, "id", member.id());
    json.writeStringField("name", member.name());
    json.writeStringField("email", member.email());
    permissions(json, member.permissions());
    ids(json, "location_ids", member.locationIds());
    json.writeBooleanField("has_password", member.hasPassword());
    json.writeStringField("status", member.isActive() ? "active" : "deactivated");
    Documents.time(json, DEACTIVATED_AT, member.deactivatedAtMillis());
    Documents.time(json, Documents.CREATED_AT, member.createdAtMillis());
    json.writeEndObject();
  }

  static Buffer settings(Business business) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("account_balances_enabled", business.accountBalancesEnabled());
          json.writeObjectFieldStart("negative_balances");
          json.writeBooleanField("enabled", business.negativeBalancesEnabled());
          json.writeNumberField("default_credit_limit", business.defaultCreditLimit());
          json.writeEndObject();
          json.writeNumberField("hold_expiry_seconds", business.holdExpirySeconds());
          currencies(json, business);
          json.writeStringField("time_zone", business.timeZone());
          json.writeEndObject();
        });
  }

  /** Who asks, and as what. */
  static Buffer session(ApiKey who, Member member, Business business, String csrfToken) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", who.name());
          json.writeFieldName("staff");
          if (member == null) {
            json.writeNull();
          } else {
            json.writeStartObject();
            id(json, "id", member.id());
            json.writeStringField("name", member.name());
            json.writeStringField("email", member.email());
            json.writeEndObject();
          }
          permissions(json, who.permissions());
          ids(json, "location_ids", who.locationIds());
          json.writeObjectFieldStart("business");
          id(json, "id", business.id());
          json.writeStringField("name", business.name());
          json.writeBooleanField("account_balances_enabled", business.accountBalancesEnabled());
          currencies(json, business);
          json.writeStringField("time_zone", business.timeZone());
          json.writeEndObject();
          json.writeStringField("csrf_token", csrfToken);
          Documents.time(json, Documents.EXPIRES_AT, who.expiresAtMillis());
          json.writeEndObject();
        });
  }

  /** An entry of the trail, whose documents are JSON already. */
  static void change(JsonGenerator json, Change change, Documents documents) throws IOException {
    json.writeStartObject();
    json.writeStringField("action", change.action());
    id(json, "subject_id", change.subject());
    documents.actor(json, change.actor());
    raw(json, "before", change.before());
    raw(json, "after", change.after());
    Documents.time(json, Documents.CREATED_AT, change.createdAtMillis());
    json.writeEndObject();
  }

  private static void currencies(JsonGenerator json, Business business) throws IOException {
    json.writeArrayFieldStart("currencies");
    for (String currency : business.currencies()) {
      json.writeString(currency);
    }
    json.writeEndArray();
  }

  private static void permissions(JsonGenerator json, Set<Permission> permissions)
      throws IOException {
    json.writeArrayFieldStart("permissions");
    for (Permission permission : Permission.values()) {
      if (permissions.contains(permission)) {
        json.writeString(permission.wire());
      }
    }
    json.writeEndArray();
  }

  private static void ids(JsonGenerator json, String name, Iterable<UUID> ids) throws IOException {
    json.writeArrayFieldStart(name);
    for (UUID id : ids) {
      json.writeString(id.toString());
    }
    json.writeEndArray();
  }

  private static void id(JsonGenerator json, String name, UUID id) throws IOException {
    json.writeStringField(name, id == null ? null : id.toString());
  }

  private static void raw(JsonGenerator json, String name, String document) throws IOException {
    json.writeFieldName(name);
    json.writeRawValue(document == null ? "null" : document);
  }
}
