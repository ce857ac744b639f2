package io.holdfast.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is wrong is noticed, and only that. */
class ConformityTest {
  private static final String WALLET = "/v1/wallets/0199f2a4-1001-7c3d-9b1e-5a60c2d84f01";
  private static final Description DESCRIPTION = Description.ofTheService();

  private final Conformity conformity = new Conformity(DESCRIPTION);

  @Test
  void anAnswerAsDocumentedHasNoFault() {
    assertThat(get(200, wallet())).isEmpty();
  }

  @Test
  void aFieldThatIsNotDocumentedIsAFault() {
    assertThat(get(200, wallet().put("more", 1))).hasSize(1).first().asString().contains("more");
    JsonObject inside = wallet();
    inside.getJsonObject("client").put("more", 1);
    assertThat(get(200, inside)).isNotEmpty();
  }

  @Test
  void everyFieldThatIsMissingIsAFault() {
    for (String field : wallet().fieldNames()) {
      JsonObject lacking = wallet();
      lacking.remove(field);
      assertThat(get(200, lacking)).as(field).isNotEmpty();
    }
  }

  @Test
  void aValueOfAnotherKindIsAFault() {
    assertThat(get(200, wallet().put("balance", "10000"))).isNotEmpty();
    assertThat(get(200, wallet().put("balance", 0.5))).isNotEmpty();
    assertThat(get(200, wallet().put("balance", 1L << 53))).isNotEmpty();
    assertThat(get(200, wallet().putNull("balance"))).isNotEmpty();
    assertThat(get(200, wallet().put("status", "asleep"))).isNotEmpty();
    assertThat(get(200, wallet().put("created_at", "2026-11-01T09:30:00Z"))).isNotEmpty();
  }

  @Test
  void aStatusThatIsNotDocumentedIsAFault() {
    assertThat(get(201, wallet())).isNotEmpty();
    assertThat(get(409, problem("wallet_exists", 409).put("wallet_id", wallet().getString("id"))))
        .isNotEmpty();
  }

  @Test
  void aCodeThatIsNotDocumentedForTheStatusIsAFault() {
    assertThat(get(404, problem("not_found", 404))).isEmpty();
    assertThat(get(404, problem("wallet_frozen", 404))).isNotEmpty();
    assertThat(get(404, problem("not_found", 410))).isNotEmpty();
  }

  @Test
  void aProblemHasTheMembersOfItsCodeAndNoOthers() {
    JsonObject declined = problem("insufficient_funds", 402);
    String request = debit().encode();
    assertThat(post("/v1/debits", request, 402, declined)).isNotEmpty();
    assertThat(post("/v1/debits", request, 402, declined.put("available", 5))).isEmpty();
    assertThat(get(404, problem("not_found", 404).put("available", 5))).isNotEmpty();
    assertThat(get(400, problem("invalid_request", 400))).isNotEmpty();
    assertThat(get(503, problem("unavailable", 503))).isNotEmpty();
  }

  @Test
  void acceptingABodyThatIsNotDocumentedIsAFault() {
    JsonObject made = example("Transaction");
    assertThat(post("/v1/debits", debit().encode(), 201, made)).isEmpty();
    assertThat(post("/v1/debits", debit().put("more", 1).encode(), 201, made)).isNotEmpty();
    assertThat(post("/v1/debits", debit().put("amount", 0).encode(), 201, made)).isNotEmpty();
    assertThat(post("/v1/debits", null, 201, made)).isNotEmpty();
    assertThat(post("/v1/debits", debit().putNull("location_id").encode(), 201, made)).isEmpty();
    // What was refused may have been anything.
    assertThat(post("/v1/debits", "{", 404, problem("not_found", 404))).isEmpty();
  }

  @Test
  void aBodyMayBeLeftOutOnlyWhereItIsOptional() {
    JsonObject hold = example("Authorization");
    String path = "/v1/authorizations/" + hold.getString("id");
    assertThat(post(path + "/capture", null, 200, hold)).isEmpty();
    assertThat(post(path + "/increment", null, 200, hold)).isNotEmpty();
  }

  @Test
  void headersAreThoseOfTheAnswer() {
    Map<String, String> headers = new HashMap<>(headers(200));
    headers.put("idempotent-replayed", "true");
    assertThat(faults("GET", WALLET, null, 200, headers, wallet())).isNotEmpty();
    headers.remove("idempotent-replayed");
    headers.remove("x-request-id");
    assertThat(faults("GET", WALLET, null, 200, headers, wallet())).isNotEmpty();
    headers.put("x-request-id", "1");
    headers.put("content-type", "text/plain");
    assertThat(faults("GET", WALLET, null, 200, headers, wallet())).isNotEmpty();
    assertThat(get(429, problem("rate_limited", 429))).isEmpty();
    headers = new HashMap<>(headers(429));
    headers.remove("retry-after");
    assertThat(faults("GET", WALLET, null, 429, headers, problem("rate_limited", 429)))
        .isNotEmpty();
  }

  @Test
  void whatIsNoOperationIsNotAnswered() {
    JsonObject missing = problem("not_found", 404);
    assertThat(faults("GET", "/v2", null, 404, headers(404), missing)).isEmpty();
    assertThat(faults("GET", "/v2", null, 200, headers(200), wallet())).isNotEmpty();
    JsonObject refused = problem("method_not_allowed", 405);
    assertThat(faults("PUT", WALLET, null, 405, headers(405), refused)).isEmpty();
    assertThat(faults("PUT", WALLET, null, 404, headers(404), missing)).isNotEmpty();
  }

  @Test
  void coverageNamesWhatWasSeenAndWhatWasNot() {
    assertThat(conformity.unseen().get("getWallet")).contains(200, 404);
    get(200, wallet());
    assertThat(conformity.seen()).isEqualTo(Map.of("getWallet", Set.of(200)));
    assertThat(conformity.unseen().get("getWallet")).contains(404).doesNotContain(200);
  }

  @Test
  void manyThreadsMayAskAtOnce() {
    assertThat(
            IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(
                    i -> i % 2 == 0 ? get(200, wallet()) : get(200, wallet().put("version", 0)))
                .filter(List::isEmpty))
        .hasSize(1_000);
  }

  private List<String> get(int status, JsonObject body) {
    return faults("GET", WALLET, null, status, headers(status), body);
  }

  private List<String> post(String path, String request, int status, JsonObject body) {
    return faults("POST", path, request, status, headers(status), body);
  }

  private List<String> faults(
      String method,
      String path,
      String request,
      int status,
      Map<String, String> headers,
      JsonObject body) {
    return conformity.faults(method, path, request, status, headers, body.encode());
  }

  private static Map<String, String> headers(int status) {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-request-id", "1");
    headers.put("content-type", status < 400 ? "application/json" : "application/problem+json");
    if (status == 429 || status == 503) {
      headers.put("retry-after", "1");
    } else if (status == 405) {
      headers.put("allow", "GET, PATCH");
    }
    return headers;
  }

  private static JsonObject wallet() {
    return example("Wallet");
  }

  private static JsonObject debit() {
    return new JsonObject()
        .put("wallet_id", wallet().getString("id"))
        .put("amount", 100)
        .put("currency", "USD");
  }

  private static JsonObject problem(String code, int status) {
    return new JsonObject()
        .put("type", "urn:holdfast:problem:" + code)
        .put("title", "title")
        .put("status", status)
        .put("detail", "detail")
        .put("instance", "/")
        .put("code", code)
        .put("request_id", "1");
  }

  private static JsonObject example(String schema) {
    return DESCRIPTION
        .written()
        .getJsonObject("components")
        .getJsonObject("schemas")
        .getJsonObject(schema)
        .getJsonArray("examples")
        .getJsonObject(0)
        .copy();
  }
}
