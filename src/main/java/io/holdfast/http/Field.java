package io.holdfast.http;

import io.holdfast.money.Amounts;
import io.holdfast.people.Permission;
import io.holdfast.programs.Flow;
import java.util.Arrays;
import java.util.List;

/** Every field that a request's body may have, and what its value may be. */
@SuppressWarnings("ImmutableEnumChecker") // nothing changes what its members refer to
enum Field {
  WALLET_ID("wallet_id", Type.UUID),
  AMOUNT("amount", 1, Amounts.MAX),
  /** An amount with a sign, never 0. */
  CORRECTION("amount", -Amounts.MAX, Amounts.MAX),
  CURRENCY("currency", Type.CURRENCY),
  LOCATION_ID("location_id", Type.UUID),
  REFERENCE("reference", 0, 100, Type.TEXT),
  NOTE("note", 0, 500, Type.TEXT),
  METADATA("metadata", Type.METADATA),
  ALLOW_PARTIAL("allow_partial", false),
  EXPIRES_IN("expires_in", 1, 2_678_400, Type.INTEGER),
  FINAL("final", true),
  CREDIT_TYPE("type", Type.CHOICE, "deposit", "deposit", "refund", "reward"),
  CREDIT_LIMIT("credit_limit", 0, Amounts.MAX),
  WALLET_STATUS("status", Type.CHOICE, null, "active", "frozen", "closed"),
  CLIENT_REFERENCE("reference", 1, 100, Type.TEXT),
  CLIENT_NAME("name", 1, 200, Type.TEXT),
  /** The client of a new wallet. */
  CLIENT("client", List.of(CLIENT_REFERENCE, CLIENT_NAME), 0b01),
  /** The client of a wallet that is there already: only its name can be changed. */
  RENAMED_CLIENT("client", List.of(CLIENT_NAME), 0b1),
  NAME("name", 1, 200, Type.TEXT),
  PERMISSIONS(
      "permissions",
      Type.CHOICES,
      null,
      Arrays.stream(Permission.values()).map(Permission::wire).toArray(String[]::new)),
  STAFF_ID("staff_id", Type.UUID),
  EXPIRES_AT("expires_at", Type.TIMESTAMP),
  TIME_ZONE("time_zone", Type.TIME_ZONE),
  EMAIL("email", 3, 254, Type.EMAIL),
  /** A new password. */
  PASSWORD("password", 8, 200, Type.PASSWORD),
  /** The password that a member of staff has. */
  CURRENT_PASSWORD("current_password", 1, 200, Type.PASSWORD),
  /** What a member of staff signs in with; of any length, so that a wrong one is just wrong. */
  GIVEN_PASSWORD("password", 1, 200, Type.PASSWORD),
  BUSINESS_ID("business_id", Type.UUID),
  LOCATION_IDS("location_ids", 0, 200, Type.UUIDS),
  ACCOUNT_BALANCES_ENABLED("account_balances_enabled", 0, 1, Type.BOOLEAN),
  NEGATIVE_BALANCES_ENABLED("enabled", 0, 1, Type.BOOLEAN),
  DEFAULT_CREDIT_LIMIT("default_credit_limit", 0, Amounts.MAX),
  NEGATIVE_BALANCES(
      "negative_balances", List.of(NEGATIVE_BALANCES_ENABLED, DEFAULT_CREDIT_LIMIT), 0),
  HOLD_EXPIRY_SECONDS("hold_expiry_seconds", 1, 2_678_400, Type.INTEGER),
  CURRENCIES("currencies", 0, 200, Type.CURRENCIES),
  /** The idempotency key of an earlier request. */
  IDEMPOTENCY_KEY("idempotency_key", 1, 255, Type.KEY),
  REASON("reason", 0, 500, Type.TEXT),
  /** What an operation of a batch does. */
  OPERATION("op", Type.CHOICE, null, "debit", "credit", "authorize", "capture", "void"),
  /** The authorization that an operation of a batch is about. */
  AUTHORIZATION_ID("authorization_id", Type.UUID),
  /** Type of the activities that a flow counts. */
  EVENT("event", 1, 100, Type.TEXT),
  COUNT("count", 1, Flow.Trigger.COUNT_MAX, Type.INTEGER),
  REPEAT("repeat", false),
  /** When a flow acts. */
  TRIGGER("trigger", List.of(EVENT, COUNT, REPEAT), 0b011),
  ACTION_TYPE("type", Type.CHOICE, null, "add_to_balance"),
  /** What a flow does. */
  ACTION("action", List.of(ACTION_TYPE, AMOUNT, CURRENCY), 0b111),
  ENABLED("enabled", true),
  /** Left as it is by a body that does not have it. */
  SWITCHED("enabled", Type.BOOLEAN),
  ACTIVITY_ID("activity_id", 1, 100, Type.TEXT),
  ACTIVITY_TYPE("type", 1, 100, Type.TEXT),
  /** The client that something happened to. */
  OF_CLIENT("client_reference", 1, 100, Type.TEXT),
  OCCURRED_AT("occurred_at", Type.TIMESTAMP),
  LIMIT_SCOPE("scope", Type.CHOICE, null, "wallet", "location", "business"),
  SCOPE_ID("scope_id", Type.UUID),
  WINDOW("window", Type.CHOICE, null, "hour", "day", "week", "month"),
  MAX_AMOUNT("max_amount", 1, Amounts.MAX),
  MAX_COUNT("max_count", 1, Amounts.MAX, Type.INTEGER),
  INTERVAL("interval", Type.CHOICE, null, "week", "month", "year"),
  INTERVAL_COUNT("interval_count", 1, 100, Type.INTEGER),
  ACTIVE("active", Type.BOOLEAN),
  PLAN_ID("plan_id", Type.UUID),
  /** The client of something that is no wallet. */
  MEMBER("client_reference", 1, 100, Type.TEXT),
  STARTS_AT("starts_at", Type.TIMESTAMP),
  COLLECTION("collection", Type.CHOICE, null, "automatic", "external"),
  /** Where webhooks go. */
  URL("url", 1, 2_000, Type.TEXT),
  EVENT_TYPES("event_types", 1, 50, Type.EVENT_TYPES),
  DESCRIPTION("description", 0, 500, Type.TEXT),
  EVENT_ID("event_id", Type.UUID);

  /** What a value is read as. */
  enum Type {
    /** A {@link java.util.UUID} of any version. */
    UUID,
    /** An integer of minor units; out of bounds is 422 rather than 400. */
    MONEY,
    INTEGER,
    BOOLEAN,
    TEXT,
    EMAIL,
    /** A text that is told to nobody, and is no part of what makes two requests the same. */
    PASSWORD,
    /** Visible ASCII. */
    KEY,
    CURRENCY,
    CHOICE,
    /** A list of different choices, at least one. */
    CHOICES,
    /** A list of different ids. */
    UUIDS,
    /** A list of different currencies. */
    CURRENCIES,
    /** A list of different names of events, as many as {@link #min()} to {@link #max()}. */
    EVENT_TYPES,
    /** Milliseconds since 1970. */
    TIMESTAMP,
    TIME_ZONE,
    /** A {@link Metadata}. */
    METADATA,
    /** An object whose fields are in {@link #members()}; it has no value of its own. */
    OBJECT
  }

  private final String wire;
  private final Type type;
  private final long min;
  private final long max;
  private final List<String> choices;
  private final Form members;
  private final Object absent;

  Field(
      String wire,
      Type type,
      long min,
      long max,
      List<String> choices,
      Form members,
      Object absent) {
    this.wire = wire;
    this.type = type;
    this.min = min;
    this.max = max;
    this.choices = choices;
    this.members = members;
    this.absent = absent;
  }

  Field(String wire, Type type) {
    this(wire, type, 0, 0, List.of(), null, null);
  }

  Field(String wire, long min, long max) {
    this(wire, Type.MONEY, min, max, List.of(), null, null);
  }

  Field(String wire, long min, long max, Type type) {
    this(wire, type, min, max, List.of(), null, null);
  }

  Field(String wire, boolean absent) {
    this(wire, Type.BOOLEAN, 0, 1, List.of(), null, absent);
  }

  Field(String wire, Type type, String absent, String... choices) {
    this(wire, type, 1, choices.length, List.of(choices), null, absent);
  }

  Field(String wire, List<Field> members, int required) {
    this(wire, Type.OBJECT, 0, 0, List.of(), new Form(members, required), null);
  }

  String wire() {
    return wire;
  }

  Type type() {
    return type;
  }

  /** Least value of a number, fewest characters of a text, or fewest members of a list. */
  long min() {
    return min;
  }

  /** Greatest value of a number, most characters of a text, or most members of a list. */
  long max() {
    return max;
  }

  List<String> choices() {
    return choices;
  }

  /** The fields of an object. */
  Form members() {
    return members;
  }

  /** What a body that leaves the field out says: a String or Boolean, or null for nothing. */
  Object absent() {
    return absent;
  }
}
