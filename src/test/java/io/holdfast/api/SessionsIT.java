package io.holdfast.api;

import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Signing in and out, and what a session may. */
final class SessionsIT {
  private static final String SESSION = "/v1/session";
  private static final Duration EVERYWHERE = Duration.ofSeconds(5);

  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();
  private final Client nobody = shop.service().client(null);

  @Test
  void whoSignsInIsToldWhoTheyAreAndKeepsACookieThatScriptsCannotRead() {
    JsonObject member = shop.member("checkout", "view_reports");
    Reply reply = nobody.post(SESSION, null, SignedIn.body(email(member), Shop.PASSWORD));

    JsonObject session = reply.json(201);
    assertThat(session.getJsonObject("staff").getString("id")).isEqualTo(member.getString("id"));
    assertThat(session.getJsonArray("permissions")).containsExactly("checkout", "view_reports");
    JsonObject business = session.getJsonObject("business");
    assertThat(business.getString("name")).isEqualTo("Shop");
    JsonObject settings = admin.get("/v1/settings").json(200);
    for (String setting : List.of("account_balances_enabled", "currencies", "time_zone")) {
      assertThat(business.getValue(setting)).isEqualTo(settings.getValue(setting));
    }
    Instant expiresAt = Instant.parse(session.getString("expires_at"));
    assertThat(Duration.between(Instant.now(), expiresAt)).isBetween(minutes(29), minutes(31));
    assertThat(reply.header("Set-Cookie").orElseThrow())
        .matches(
            "holdfast_session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; HttpOnly;"
                + " SameSite=Strict");
    SignedIn signedIn = SignedIn.of(shop.service(), reply);
    assertThat(signedIn.client().get(SESSION).json(200)).isEqualTo(session);
    assertThat(reply.body()).doesNotContain(token(signedIn));
  }

  @Test
  void overTlsTheCookieIsOfThisHostAlone() {
    JsonObject member = shop.member("checkout");
    Client behindProxy = new Client(shop.service().apiPort(), Map.of("X-Forwarded-Proto", "https"));
    Reply reply = behindProxy.post(SESSION, null, SignedIn.body(email(member), Shop.PASSWORD));
    String cookie = reply.header("Set-Cookie").orElseThrow();
    assertThat(cookie).startsWith("__Host-holdfast_session=").endsWith("; Secure");
    assertThat(cookie).contains("; Path=/;").doesNotContain("Domain");
    String pair = cookie.replaceFirst(";.*", "");
    overTls(pair).get(SESSION).expect(200);
    // Neither kind of cookie stands for the other: a neighbouring host could have planted it.
    overTls(pair.replace("__Host-", "")).get(SESSION).problem(401, "unauthenticated");
    SignedIn.client(shop.service(), pair, null).get(SESSION).problem(401, "unauthenticated");
  }

  @Test
  void aWrongPasswordAndAnUnknownEmailAreAnsweredTheSame() {
    JsonObject member = shop.member("checkout");
    JsonObject without =
        admin
            .post(
                "/v1/staff",
                new JsonObject()
                    .put("name", "No password")
                    .put("email", "none-" + shop.number() + "@example.com")
                    .put("permissions", new JsonArray().add("checkout")))
            .json(201);
    List<JsonObject> answers = new ArrayList<>();
    for (String address : List.of(email(member), "nobody@example.com", email(without))) {
      JsonObject problem =
          nobody
              .post(SESSION, null, SignedIn.body(address, "not the password"))
              .problem(401, "unauthenticated");
      problem.remove("request_id");
      answers.add(problem);
    }
    assertThat(answers).allMatch(answers.get(0)::equals);
  }

  @Test
  void anEmailOfSeveralBusinessesIsSignedInWhereItsPasswordIsRight() {
    Shop other = Shop.open();
    String address = "both-" + shop.number() + "@example.com";
    JsonObject body =
        new JsonObject()
            .put("name", "Both")
            .put("email", address)
            .put("permissions", new JsonArray().add("checkout"));
    JsonObject here = admin.post("/v1/staff", body.copy().put("password", Shop.PASSWORD)).json(201);
    JsonObject there =
        other.admin().post("/v1/staff", body.copy().put("password", "another one")).json(201);
    assertThat(signedInAs(address, Shop.PASSWORD)).isEqualTo(here.getString("id"));
    assertThat(signedInAs(address.toUpperCase(java.util.Locale.ROOT), "another one"))
        .isEqualTo(there.getString("id"));

    other
        .admin()
        .post(
            "/v1/staff/" + there.getString("id") + "/password",
            new JsonObject().put("password", Shop.PASSWORD))
        .expect(204);

    Reply ambiguous = nobody.post(SESSION, null, SignedIn.body(address, Shop.PASSWORD));
    ambiguous.problem(400, "invalid_request");
    assertThat(ambiguous.pointers()).containsExactly("/business_id");
    String business =
        shop.service().sql("SELECT id FROM businesses WHERE number = ?", other.number()).toString();
    Reply named =
        nobody.post(
            SESSION, null, SignedIn.body(address, Shop.PASSWORD).put("business_id", business));
    assertThat(named.json(201).getJsonObject("staff").getString("id"))
        .isEqualTo(there.getString("id"));
  }

  @Test
  void guessingIsSlowForAnEmailWithoutShuttingOutOthers() {
    JsonObject member = shop.member("checkout");
    JsonObject other = shop.member("checkout");
    List<CompletableFuture<Reply>> guesses = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      guesses.add(
          nobody.postLater(SESSION, null, SignedIn.body(email(member), "guess number " + i)));
    }
    List<Integer> statuses = guesses.stream().map(guess -> guess.join().status()).toList();
    assertThat(statuses.stream().filter(status -> status == 401)).hasSizeBetween(10, 11);
    assertThat(statuses).containsOnly(401, 429);
    Reply limited = nobody.post(SESSION, null, SignedIn.body(email(member), Shop.PASSWORD));
    limited.problem(429, "rate_limited");
    assertThat(Integer.parseInt(limited.header("Retry-After").orElseThrow())).isBetween(1, 31);
    shop.signIn(other);
  }

  @Test
  void aSessionMayWhatTheMemberMayNow() {
    JsonObject member = shop.member("checkout");
    Client session = shop.signIn(member).client();
    session.get("/v1/staff").problem(403, "forbidden");

    admin
        .patch(
            "/v1/staff/" + member.getString("id"),
            new JsonObject().put("permissions", new JsonArray().add("admin")))
        .expect(200);

    session.get("/v1/staff").expect(200);
    assertThat(session.get(SESSION).json(200).getJsonArray("permissions")).containsExactly("admin");
  }

  @Test
  void aSessionIsGoodAtEveryInstanceAndEndsAtEachWithinFiveSeconds() {
    try (TestService other = TestService.start(shop.service().servers(), Map.of())) {
      SignedIn here = shop.signIn(shop.member("checkout"));
      Client there = SignedIn.client(other, here.cookie(), here.session().getString("csrf_token"));
      there.get(SESSION).expect(200);

      Reply out = here.client().delete(SESSION);

      out.expect(204);
      assertThat(out.header("Set-Cookie").orElseThrow())
          .contains("holdfast_session=;", "Max-Age=0");
      here.client().get(SESSION).problem(401, "unauthenticated");
      Deadline.within(EVERYWHERE, () -> assertThat(there.get(SESSION).status()).isEqualTo(401));
    }
  }

  @Test
  void aSessionEndsUnusedAndGoesOnWhileItIsUsedUntilItsEnd() {
    SignedIn idle = shop.signIn(shop.member("checkout"));
    SignedIn used = shop.signIn(shop.member("checkout"));
    SignedIn old = shop.signIn(shop.member("checkout"));
    lasting(idle, "expires_at = clock_timestamp() + interval '3 seconds'");
    lasting(used, "expires_at = clock_timestamp() + interval '10 minutes'");
    lasting(
        old,
        "expires_at = clock_timestamp() + interval '6 minutes',"
            + " ends_at = clock_timestamp() + interval '7 minutes'");
    Deadline.within(
        EVERYWHERE,
        () -> {
          used.client().get(SESSION).expect(200);
          assertThat(leftSeconds(used)).isGreaterThan(600);
        });
    Deadline.within(
        EVERYWHERE,
        () -> {
          old.client().get(SESSION).expect(200);
          assertThat(leftSeconds(old)).isBetween(370L, 420L);
        });
    Deadline.within(EVERYWHERE, () -> assertThat(leftSeconds(idle)).isNegative());
    idle.client().get(SESSION).problem(401, "unauthenticated");
  }

  @Test
  void aMemberHasSoManySessionsAtATime() {
    JsonObject member = shop.member("checkout");
    SignedIn first = shop.signIn(member);
    for (int i = 0; i < 20; i++) {
      shop.signIn(member);
    }
    first.client().get(SESSION).problem(401, "unauthenticated");
    assertThat(
            (Long)
                shop.service()
                    .sql(
                        "SELECT count(*) FROM sessions s JOIN staff m ON m.number = s.staff"
                            + " WHERE m.id = ?::uuid",
                        member.getString("id")))
        .isEqualTo(20);
  }

  @Test
  void changingOnesPasswordEndsTheOtherSessions() {
    JsonObject member = shop.member("checkout");
    SignedIn mine = shop.signIn(member);
    SignedIn forgotten = shop.signIn(member);
    JsonObject body =
        new JsonObject().put("current_password", "not this").put("password", "a new password");
    Reply wrong = mine.client().post(SESSION + "/password", body);
    assertThat(wrong.pointers()).containsExactly("/current_password");

    mine.client()
        .post(SESSION + "/password", body.put("current_password", Shop.PASSWORD))
        .expect(204);

    mine.client().get(SESSION).expect(200);
    forgotten.client().get(SESSION).problem(401, "unauthenticated");
    SignedIn.as(shop.service(), email(member), "a new password");
    nobody
        .post(SESSION, null, SignedIn.body(email(member), Shop.PASSWORD))
        .problem(401, "unauthenticated");
    shop.with("admin").post(SESSION + "/password", body).problem(403, "forbidden");
  }

  @Test
  void aPasswordGivenByAnAdminEndsAllSessions() {
    JsonObject member = shop.member("checkout");
    SignedIn session = shop.signIn(member);
    admin
        .post(
            "/v1/staff/" + member.getString("id") + "/password",
            new JsonObject().put("password", "given by the owner"))
        .expect(204);
    session.client().get(SESSION).problem(401, "unauthenticated");
    SignedIn.as(shop.service(), email(member), "given by the owner");
  }

  @Test
  void aTokenIsNoKeyAndAKeyIsNoToken() {
    SignedIn session = shop.signIn(shop.member("admin"));
    shop.service().client(token(session)).get("/v1/wallets").problem(401, "unauthenticated");
    SignedIn.client(shop.service(), "holdfast_session=" + shop.secret(), null)
        .get("/v1/wallets")
        .problem(401, "unauthenticated");
    // Who sends a key is who the key says, whatever the cookie.
    Client both =
        new Client(
            shop.service().apiPort(),
            Map.of("Authorization", "Bearer junk", "Cookie", session.cookie()));
    both.get("/v1/wallets").problem(401, "unauthenticated");
  }

  @Test
  void aKeyIsToldWhoItIsToo() {
    JsonObject who = admin.get(SESSION).json(200);
    assertThat(who.getString("name")).isEqualTo("owner");
    assertThat(who.getValue("staff")).isNull();
    assertThat(who.getValue("csrf_token")).isNull();
    admin.delete(SESSION).problem(404, "not_found");
  }

  @Test
  void theDeskTakesADepositInItsSession() {
    Client desk = shop.signIn(shop.member("checkout")).client();
    String wallet = shop.wallet(0);
    desk.post("/v1/credits", move(wallet, 500)).expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(500);
  }

  private Client overTls(String cookie) {
    return new Client(
        shop.service().apiPort(), Map.of("X-Forwarded-Proto", "https", "Cookie", cookie));
  }

  private String signedInAs(String email, String password) {
    return SignedIn.as(shop.service(), email, password)
        .session()
        .getJsonObject("staff")
        .getString("id");
  }

  private void lasting(SignedIn session, String change) {
    shop.service()
        .sql(
            "UPDATE sessions SET " + change + " WHERE token_hash = sha256(?::bytea)",
            token(session));
  }

  private long leftSeconds(SignedIn session) {
    return (Long)
        shop.service()
            .sql(
                "SELECT extract(epoch FROM expires_at - clock_timestamp())::bigint FROM sessions"
                    + " WHERE token_hash = sha256(?::bytea)",
                token(session));
  }

  private static String token(SignedIn session) {
    return session.cookie().replaceFirst(".*=", "");
  }

  private static String email(JsonObject member) {
    return member.getString("email");
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
