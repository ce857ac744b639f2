package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.openapi.Conformity;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What holds for every reply of the service, whatever was asked. */
final class Replies {
  /** The error table, and 405, which HTTP itself asks for. */
  static final Map<Integer, Set<String>> CODES =
      Map.ofEntries(
          Map.entry(400, Set.of("invalid_request", "idempotency_key_missing")),
          Map.entry(401, Set.of("unauthenticated")),
          Map.entry(
              402,
              Set.of(
                  "insufficient_funds",
                  "wallet_frozen",
                  "wallet_closed",
                  "velocity_exceeded",
                  "account_balances_disabled")),
          Map.entry(403, Set.of("forbidden")),
          Map.entry(404, Set.of("not_found")),
          Map.entry(405, Set.of("method_not_allowed")),
          Map.entry(
              409,
              Set.of(
                  "wallet_exists",
                  "authorization_not_open",
                  "idempotency_key_in_progress",
                  "wallet_not_empty",
                  "membership_cancelled",
                  "period_not_open",
                  "deposit_not_pending",
                  "operation_fenced")),
          Map.entry(413, Set.of("payload_too_large")),
          Map.entry(415, Set.of("unsupported_media_type")),
          Map.entry(
              422,
              Set.of(
                  "idempotency_key_reused",
                  "currency_mismatch",
                  "unknown_location",
                  "capture_exceeds_authorization",
                  "refund_exceeds_original",
                  "amount_out_of_range")),
          Map.entry(429, Set.of("rate_limited")),
          Map.entry(503, Set.of("unavailable")));

  private static final String[] MEMBERS = {
    "type", "title", "status", "detail", "instance", "code", "request_id"
  };

  private Replies() {}

  /**
   * Checks a reply, by itself and by the API's description; called for each one.
   *
   * @param path without its query
   * @param body of the request, or null
   */
  static void observe(String method, String path, String body, Reply reply) {
    String what = method + " " + path + " -> " + reply.status() + " " + reply.body();
    assertThat(reply.header("X-Request-Id")).as(what).isPresent();
    if (reply.status() >= 400) {
      problem(what, path, reply);
    } else if (!reply.body().isEmpty()) {
      assertThat(reply.header("Content-Type").orElseThrow())
          .as(what)
          .isIn(
              "application/json",
              "application/x-ndjson",
              "text/csv; charset=utf-8",
              "text/event-stream");
    }
    assertThat(
            Conformity.ofTheService()
                .faults(method, path, body, reply.status(), headers(reply), reply.body()))
        .as(what)
        .isEmpty();
  }

  private static Map<String, String> headers(Reply reply) {
    Map<String, String> headers = new HashMap<>();
    reply.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  private static void problem(String what, String path, Reply reply) {
    assertThat(reply.header("Content-Type")).as(what).hasValue("application/problem+json");
    JsonObject problem = reply.json();
    assertThat(problem.fieldNames()).as(what).contains(MEMBERS);
    assertThat(problem.getInteger("status")).as(what).isEqualTo(reply.status());
    assertThat(problem.getString("instance")).as(what).isEqualTo(path);
    assertThat(problem.getString("detail")).as(what).isNotBlank();
    assertThat(reply.header("X-Request-Id")).as(what).hasValue(problem.getString("request_id"));
    String code = problem.getString("code");
    assertThat(CODES.getOrDefault(reply.status(), Set.of())).as(what).contains(code);
    switch (code) {
      case "insufficient_funds" ->
          assertThat(problem.getValue("available")).as(what).isInstanceOf(Number.class);
      case "wallet_exists" -> assertThat(problem.getString("wallet_id")).as(what).hasSize(36);
      case "invalid_request" -> assertThat(problem.getJsonArray("errors")).as(what).isNotEmpty();
      case "unauthenticated" -> assertThat(reply.header("WWW-Authenticate")).as(what).isPresent();
      case "rate_limited" -> assertThat(reply.header("Retry-After")).as(what).isPresent();
      case "unavailable" -> {
        assertThat(reply.header("Retry-After")).as(what).isPresent();
        assertThat(problem.getString("outcome")).as(what).isIn("not_applied", "unknown");
      }
      default -> {}
    }
  }
}
