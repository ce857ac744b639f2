package io.holdfast.http;

import io.holdfast.authorize.Submitter;
import io.holdfast.operation.Fingerprint;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.people.ApiKey;
import io.holdfast.people.Business;
import io.holdfast.wallet.Ids;
import java.util.UUID;

/**
 * A request, understood: who asks, for what, with which fields. Confined to its event loop.
 *
 * <p>What is not part of the route is absent: no fields without a form, no key without a body.
 */
final class Call {
  private final Route route;
  private final ApiKey key;
  private final String sessionToken;
  private final Business business;
  private final UUID pathId;
  private final int pathNumber;
  private final Fields fields;
  private final Query query;
  private final String idempotencyKey;
  private long withinMillis;
  private Submitter way;
  private boolean submitted;

  Call(
      Route route,
      ApiKey key,
      String sessionToken,
      Business business,
      UUID pathId,
      int pathNumber,
      Fields fields,
      Query query,
      String idempotencyKey,
      long withinMillis) {
    this.route = route;
    this.key = key;
    this.sessionToken = sessionToken;
    this.business = business;
    this.pathId = pathId;
    this.pathNumber = pathNumber;
    this.fields = fields;
    this.query = query;
    this.idempotencyKey = idempotencyKey;
    this.withinMillis = withinMillis;
  }

  ApiKey key() {
    return key;
  }

  /** The token of the caller's session; null for an API key. */
  String sessionToken() {
    return sessionToken;
  }

  Business business() {
    return business;
  }

  /** The id in the path; null if what stands there is not one of this service's ids. */
  UUID pathId() {
    return pathId;
  }

  /** The number in the path, from 1; 0 if there is none, or what stands there is not one. */
  int pathNumber() {
    return pathNumber;
  }

  Fields fields() {
    return fields;
  }

  Query query() {
    return query;
  }

  /** How long the caller waits for its answer, in milliseconds; 0 if it did not say. */
  long withinMillis() {
    return withinMillis;
  }

  /** Who asks, under the request's key, or under a new one if it has none. */
  Origin origin() {
    return new Origin(business.number(), key.number(), operationKey(), fingerprint());
  }

  /** The request's key, or a new one if it has none. */
  OperationKey operationKey() {
    return OperationKey.of(idempotencyKey == null ? Ids.random(0).toString() : idempotencyKey);
  }

  /**
   * Has what it asks for go a way of its own, among others.
   *
   * @param leftMillis how long the caller waits from now; 0 if it did not say
   */
  void along(Submitter other, long leftMillis) {
    way = other;
    withinMillis = leftMillis;
  }

  /** The way that its operation goes; null for by itself. */
  Submitter way() {
    return way;
  }

  /** From here on the request may have had an effect. */
  void submitted() {
    submitted = true;
  }

  boolean wasSubmitted() {
    return submitted;
  }

  /** What makes the request the same as another: its route, its path, and every field as read. */
  private long fingerprint() {
    Fingerprint fingerprint = new Fingerprint().add(route.operationId());
    fingerprint.add(pathId);
    if (pathNumber != 0) {
      fingerprint.add(pathNumber);
    }
    sign(route.form(), fingerprint);
    return fingerprint.bits();
  }

  private void sign(Form form, Fingerprint fingerprint) {
    for (int i = 0; i < form.size(); i++) {
      Field field = form.field(i);
      switch (field.type()) {
        case OBJECT -> sign(field.members(), fingerprint);
        case METADATA -> Metadata.sign(fields.metadata(), fingerprint);
        case PASSWORD -> {} // 64 bits of it would be enough to find out what it is
        case CHOICES, UUIDS, CURRENCIES, EVENT_TYPES ->
            fingerprint.add(String.join(",", fields.choices(field)));
        case UUID -> fingerprint.add(fields.uuid(field));
        case MONEY, INTEGER, BOOLEAN, TIMESTAMP -> {
          if (fields.has(field)) {
            fingerprint.add(fields.number(field, 0));
          } else {
            fingerprint.add((String) null);
          }
        }
        case TEXT, EMAIL, KEY, CURRENCY, CHOICE, TIME_ZONE -> fingerprint.add(fields.text(field));
      }
    }
  }
}
