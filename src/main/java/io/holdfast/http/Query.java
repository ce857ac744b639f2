package io.holdfast.http;

import io.holdfast.operation.HoldStatus;
import io.holdfast.programs.DepositStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The query parameters of a request.
 *
 * @param limit 1 to 200
 * @param cursor of a list, or what the feed of events calls {@code after}
 * @param atMillis since 1970, or null, as all times here
 */
record Query(
    int limit,
    Optional<String> cursor,
    Long atMillis,
    Long fromMillis,
    Long toMillis,
    Optional<String> clientReference,
    Optional<UUID> walletId,
    Optional<HoldStatus> status,
    Optional<UUID> locationId,
    Optional<String> idempotencyKey,
    Optional<UUID> subjectId,
    Optional<UUID> planId,
    Optional<String> membershipStatus,
    Optional<DepositStatus> depositStatus,
    Optional<String> name,
    Optional<String> search,
    Optional<String> format,
    List<String> types) {
  static final int LIMIT_DEFAULT = 50;
  static final int LIMIT_MAX = 200;

  /** Nothing asked for. */
  static final Query NONE =
      new Query(
          LIMIT_DEFAULT,
          Optional.empty(),
          null,
          null,
          null,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /** What every list takes. */
  static final Set<Parameter> PAGE = Set.of(Parameter.LIMIT, Parameter.CURSOR);

  private static final Set<String> MEMBERSHIP_STATUSES =
      Set.of("scheduled", "active", "paused", "cancelled");
  private static final Set<String> FORMATS = Set.of("csv", "json");

  /* No page gives out a longer cursor. */
  private static final int CURSOR_LENGTH_MAX = 500;

  /** Every query parameter there is; a route takes some of them. */
  enum Parameter {
    LIMIT,
    CURSOR,
    AT,
    FROM,
    TO,
    CLIENT_REFERENCE,
    WALLET_ID,
    STATUS,
    LOCATION_ID,
    IDEMPOTENCY_KEY,
    SUBJECT_ID,
    PLAN_ID,
    /** The status of a membership, where {@link #STATUS} is that of an authorization. */
    MEMBERSHIP_STATUS("status"),
    /** The status of a deposit. */
    DEPOSIT_STATUS("status"),
    NAME,
    /** What somebody typed of a client's name or reference. */
    SEARCH,
    /** Of a report, for who cannot choose the Accept header: a link in a page. */
    FORMAT,
    /** A cursor as well, of a list that goes on for ever. */
    AFTER,
    TYPES;

    private final String wire;

    Parameter() {
      this.wire = name().toLowerCase(Locale.ROOT);
    }

    /** Of a name that means different things to different lists. */
    Parameter(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  /** Reads the parameters of a request; as the other, and what is no text is a fault as well. */
  static Query read(
      HttpServerRequest request, RoutingContext context, Set<Parameter> taken, Fields fields) {
    String text = request.query();
    if (text == null || text.isEmpty()) {
      return NONE;
    }
    try {
      return read(context.queryParams(), taken, fields::reject);
    } catch (RuntimeException undecodable) {
      fields.reject(InputFault.inQuery("", "must be percent-encoded UTF-8"));
      return NONE;
    }
  }

  /** Reads the parameters; whatever a route does not take or cannot use is a fault. */
  static Query read(MultiMap given, Set<Parameter> taken, Consumer<InputFault> faults) {
    for (Map.Entry<String, String> entry : given) {
      String name = entry.getKey();
      if (taken.stream().noneMatch(parameter -> parameter.wire().equals(name))) {
        faults.accept(
            InputFault.inQuery(Texts.printable(name), "is not a parameter of this request"));
      }
    }
    Reader reader = new Reader(given, taken, faults);
    return new Query(
        reader.limit(),
        reader
            .text(Parameter.CURSOR, CURSOR_LENGTH_MAX)
            .or(() -> reader.text(Parameter.AFTER, CURSOR_LENGTH_MAX)),
        reader.time(Parameter.AT),
        reader.time(Parameter.FROM),
        reader.time(Parameter.TO),
        reader.text(Parameter.CLIENT_REFERENCE, 100),
        reader.id(Parameter.WALLET_ID),
        reader.status(),
        reader.id(Parameter.LOCATION_ID),
        reader.key(),
        reader.id(Parameter.SUBJECT_ID),
        reader.id(Parameter.PLAN_ID),
        reader.membershipStatus(),
        reader.depositStatus(),
        reader.text(Parameter.NAME, 200),
        reader.text(Parameter.SEARCH, 100),
        reader.format(),
        reader.types());
  }

  private record Reader(MultiMap given, Set<Parameter> taken, Consumer<InputFault> faults) {
    int limit() {
      String text = single(Parameter.LIMIT);
      if (text == null) {
        return LIMIT_DEFAULT;
      }
      int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
      if (limit < 1 || limit > LIMIT_MAX) {
        reject(Parameter.LIMIT, "must be 1 to " + LIMIT_MAX);
        return LIMIT_DEFAULT;
      }
      return limit;
    }

    Optional<String> text(Parameter parameter, int max) {
      String text = single(parameter);
      String fault = text == null ? null : Texts.fault(text, 1, max);
      if (fault != null) {
        reject(parameter, fault);
      }
      return Optional.ofNullable(text);
    }

    Long time(Parameter parameter) {
      String text = single(parameter);
      if (text == null) {
        return null;
      }
      OptionalLong millis = Timestamps.parse(text);
      if (millis.isEmpty()) {
        reject(parameter, "must be an RFC 3339 time");
        return null;
      }
      return millis.getAsLong();
    }

    Optional<UUID> id(Parameter parameter) {
      String text = single(parameter);
      UUID id = text == null ? null : Uuids.parse(text);
      if (text != null && id == null) {
        reject(parameter, "must be a UUID");
      }
      return Optional.ofNullable(id);
    }

    Optional<String> key() {
      String text = single(Parameter.IDEMPOTENCY_KEY);
      String key = text == null ? null : IdempotencyKeys.parse(text);
      if (text != null && key == null) {
        reject(Parameter.IDEMPOTENCY_KEY, "must be 1 to 255 visible ASCII characters");
      }
      return Optional.ofNullable(key);
    }

    List<String> types() {
      String text = single(Parameter.TYPES);
      if (text == null) {
        return List.of();
      }
      List<String> types = List.of(text.split(",", -1));
      if (types.size() > Field.EVENT_TYPES.max() || !types.stream().allMatch(Texts::eventType)) {
        String fault = "must be names as wallet.created or wallet.*, with commas between, at most ";
        reject(Parameter.TYPES, fault + Field.EVENT_TYPES.max());
      }
      return types;
    }

    Optional<HoldStatus> status() {
      String text = single(Parameter.STATUS);
      if (text == null) {
        return Optional.empty();
      }
      Optional<HoldStatus> status =
          Arrays.stream(HoldStatus.values()).filter(each -> each.wire().equals(text)).findFirst();
      if (status.isEmpty()) {
        reject(Parameter.STATUS, "must be a status of an authorization");
      }
      return status;
    }

    Optional<String> membershipStatus() {
      String text = single(Parameter.MEMBERSHIP_STATUS);
      if (text != null && !MEMBERSHIP_STATUSES.contains(text)) {
        reject(Parameter.MEMBERSHIP_STATUS, "must be a status of a membership");
      }
      return Optional.ofNullable(text);
    }

    Optional<DepositStatus> depositStatus() {
      String text = single(Parameter.DEPOSIT_STATUS);
      Optional<DepositStatus> status = text == null ? Optional.empty() : DepositStatus.ofWire(text);
      if (text != null && status.isEmpty()) {
        reject(Parameter.DEPOSIT_STATUS, "must be a status of a deposit");
      }
      return status;
    }

    Optional<String> format() {
      String text = single(Parameter.FORMAT);
      if (text != null && !FORMATS.contains(text)) {
        reject(Parameter.FORMAT, "must be csv or json");
      }
      return Optional.ofNullable(text);
    }

    private String single(Parameter parameter) {
      if (!taken.contains(parameter)) {
        return null;
      }
      List<String> values = given.getAll(parameter.wire());
      if (values.size() > 1) {
        reject(parameter, "must not be there twice");
      }
      return values.isEmpty() ? null : values.get(0);
    }

    private void reject(Parameter parameter, String detail) {
      faults.accept(InputFault.inQuery(parameter.wire(), detail));
    }
  }
}
