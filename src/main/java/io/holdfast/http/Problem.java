package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.operation.Exceeded;
import io.holdfast.operation.Fault;
import io.holdfast.people.Permission;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An error as RFC 9457 describes it.
 *
 * @param detail a sentence about this occurrence
 * @param faults what is wrong with the input, for a caller to show beside its fields
 * @param member name of one more member, or null
 * @param value of that member: a Long, a String, or an {@link Exceeded}, which also says until when
 * @param retryAfterSeconds value of the Retry-After header, 0 for none
 */
record Problem(
    ProblemCode code,
    String detail,
    List<InputFault> faults,
    String member,
    Object value,
    int retryAfterSeconds,
    boolean replayed)
    implements Reply {

  static Problem of(ProblemCode code) {
    return of(code, code.detail());
  }

  static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, List.of(), null, null, 0, false);
  }

  /** What was sent cannot be read, or asks for an amount that no operation can have. */
  static Problem invalid(List<InputFault> faults) {
    boolean understood = faults.stream().allMatch(InputFault::ofRange);
    ProblemCode code = understood ? ProblemCode.AMOUNT_OUT_OF_RANGE : ProblemCode.INVALID_REQUEST;
    return new Problem(code, code.detail(), List.copyOf(faults), null, null, 0, false);
  }

  static Problem forbidden(Set<Permission> wanted) {
    String names =
        wanted.stream().map(Permission::wire).sorted().collect(Collectors.joining(" or "));
    return of(ProblemCode.FORBIDDEN, "This needs the permission " + names + ".");
  }

  static Problem csrf() {
    return of(
        ProblemCode.FORBIDDEN,
        "With a session's cookie this needs the session's csrf_token in X-CSRF-Token.");
  }

  /** Tried too often. */
  static Problem tooManyAttempts(long waitNanos) {
    return of(ProblemCode.RATE_LIMITED, "Too many attempts with a wrong password.")
        .retryAfter((int) Math.min(3_600, waitNanos / 1_000_000_000L + 1));
  }

  static Problem unavailable(Fault.Outcome outcome) {
    return of(ProblemCode.UNAVAILABLE).with("outcome", outcome.wire()).retryAfter(1);
  }

  static Problem walletExists(UUID walletId) {
    return of(ProblemCode.WALLET_EXISTS).with("wallet_id", walletId.toString());
  }

  @Override
  public int status() {
    return code.status();
  }

  Problem with(String name, Object content) {
    return new Problem(code, detail, faults, name, content, retryAfterSeconds, replayed);
  }

  Problem retryAfter(int seconds) {
    return new Problem(code, detail, faults, member, value, seconds, replayed);
  }

  Problem replayed(boolean again) {
    return new Problem(code, detail, faults, member, value, retryAfterSeconds, again);
  }

  /**
   * The problem document.
   *
   * @param instance path of the request
   */
  Buffer document(String instance, String requestId) {
    return Json.write(
        json -> {
          json.writeStartObject();
          writeMembers(json);
          json.writeStringField("instance", instance);
          json.writeStringField("request_id", requestId);
          if (!faults.isEmpty()) {
            json.writeArrayFieldStart("errors");
            for (InputFault fault : faults) {
              json.writeStartObject();
              json.writeStringField(fault.place().wire(), fault.at());
              json.writeStringField("detail", fault.detail());
              json.writeEndObject();
            }
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  /** Writes what the problem says whatever request it answers: all but its faults. */
  void writeMembers(JsonGenerator json) throws IOException {
    json.writeStringField("type", "urn:holdfast:problem:" + code.wire());
    json.writeStringField("title", code.title());
    json.writeNumberField("status", status());
    json.writeStringField("detail", detail);
    json.writeStringField("code", code.wire());
    if (value instanceof Long number) {
      json.writeNumberField(member, number);
    } else if (value instanceof String text) {
      json.writeStringField(member, text);
    } else if (value instanceof Exceeded exceeded) {
      json.writeFieldName(member);
      json.writeRawValue(exceeded.limit());
      json.writeStringField("resets_at", Timestamps.format(exceeded.resetsAtMillis()));
    }
  }
}
