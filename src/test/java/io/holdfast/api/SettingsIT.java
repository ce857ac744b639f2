package io.holdfast.api;

import static io.holdfast.api.Shop.move;
import static io.holdfast.api.Shop.opening;
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

/** Settings of a business, and the trail of what was changed. */
final class SettingsIT {
  private static final String SETTINGS = "/v1/settings";
  private static final String CHANGES = "/v1/changes";

  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @Test
  void aNewBusinessHasTheUsualSettings() {
    assertThat(admin.get(SETTINGS).json(200))
        .isEqualTo(
            new JsonObject()
                .put("account_balances_enabled", true)
                .put(
                    "negative_balances",
                    new JsonObject().put("enabled", false).put("default_credit_limit", 0))
                .put("hold_expiry_seconds", 604_800)
                .put("currencies", new JsonArray())
                .put("time_zone", "UTC"));
  }

  @Test
  void whatIsLeftOutStaysAsItIs() {
    JsonObject all =
        new JsonObject()
            .put("account_balances_enabled", true)
            .put(
                "negative_balances",
                new JsonObject().put("enabled", true).put("default_credit_limit", 5_000))
            .put("hold_expiry_seconds", 60)
            .put("currencies", new JsonArray().add("USD").add("JPY"))
            .put("time_zone", "Asia/Tokyo");
    assertThat(admin.put(SETTINGS, all).json(200)).isEqualTo(all);
    JsonObject part =
        new JsonObject()
            .put("negative_balances", new JsonObject().put("enabled", false))
            .put("hold_expiry_seconds", 90);
    JsonObject expected = all.copy().put("hold_expiry_seconds", 90);
    expected.getJsonObject("negative_balances").put("enabled", false);
    assertThat(admin.put(SETTINGS, part).json(200)).isEqualTo(expected);
    assertThat(admin.get(SETTINGS).json(200)).isEqualTo(expected);
  }

  @Test
  void impossibleSettingsAreRefusedAllAtOnce() {
    JsonObject body =
        new JsonObject()
            .put("account_balances_enabled", "yes")
            .put("negative_balances", new JsonObject().put("enabled", 1).put("limit", 2))
            .put("hold_expiry_seconds", 2_678_401)
            .put("currencies", new JsonArray().add("USD").add("USD").add("usd").add(1))
            .put("time_zone", "Moon/Base");
    Reply reply = admin.put(SETTINGS, body);
    reply.problem(400, "invalid_request");
    assertThat(reply.pointers())
        .containsExactlyInAnyOrder(
            "/account_balances_enabled",
            "/negative_balances/enabled",
            "/negative_balances/limit",
            "/hold_expiry_seconds",
            "/currencies/1",
            "/currencies/2",
            "/currencies/3",
            "/time_zone");
    admin
        .put(
            SETTINGS,
            new JsonObject()
                .put("negative_balances", new JsonObject().put("default_credit_limit", -1)))
        .problem(422, "amount_out_of_range");
    assertThat(admin.get(CHANGES).data()).isEmpty();
  }

  @Test
  void settingsHoldAtEveryInstanceWithinFiveSeconds() {
    try (TestService other = TestService.start(shop.service().servers(), Map.of())) {
      Client there = other.client(shop.secret());
      String wallet = shop.wallet(1_000);
      String hold = shop.hold(wallet, 10);
      there.post("/v1/debits", move(wallet, 1)).expect(201);

      admin.put(SETTINGS, new JsonObject().put("account_balances_enabled", false)).expect(200);

      admin.post("/v1/debits", move(wallet, 1)).problem(402, "account_balances_disabled");
      Deadline.within(
          Duration.ofSeconds(5),
          () ->
              there.post("/v1/debits", move(wallet, 1)).problem(402, "account_balances_disabled"));
      for (Client each : List.of(admin, there)) {
        each.post("/v1/authorizations/" + hold + "/capture", new JsonObject())
            .problem(402, "account_balances_disabled");
        each.post("/v1/wallets", opening("late", "USD")).problem(402, "account_balances_disabled");
        each.get("/v1/wallets/" + wallet).expect(200);
        each.get("/v1/wallets/" + wallet + "/transactions").expect(200);
      }

      admin.put(SETTINGS, new JsonObject().put("account_balances_enabled", true)).expect(200);

      admin.post("/v1/debits", move(wallet, 1)).expect(201);
      Deadline.within(
          Duration.ofSeconds(5), () -> there.post("/v1/debits", move(wallet, 1)).expect(201));
    }
  }

  @Test
  void aNewWalletStartsAtTheUsualCreditLimit() {
    admin
        .put(
            SETTINGS,
            new JsonObject()
                .put(
                    "negative_balances",
                    new JsonObject().put("enabled", true).put("default_credit_limit", 5_000)))
        .expect(200);
    String wallet = shop.wallet(0);
    assertThat(shop.look(wallet).getLong("credit_limit")).isEqualTo(5_000);
    admin.post("/v1/debits", move(wallet, 5_000)).expect(201);
    admin
        .put(
            SETTINGS,
            new JsonObject().put("negative_balances", new JsonObject().put("enabled", false)))
        .expect(200);
    assertThat(shop.look(shop.wallet(0)).getLong("credit_limit")).isZero();
    assertThat(shop.look(wallet).getLong("credit_limit")).isEqualTo(5_000);
  }

  @Test
  void walletsAreOpenedInTheListedCurrenciesAndOthersGoOn() {
    String yen = shop.wallet(500, "JPY");
    admin
        .put(SETTINGS, new JsonObject().put("currencies", new JsonArray().add("USD").add("EUR")))
        .expect(200);
    Reply refused = admin.post("/v1/wallets", opening("cl_yen", "JPY"));
    refused.problem(400, "invalid_request");
    assertThat(refused.pointers()).containsExactly("/currency");
    admin.post("/v1/wallets", opening("cl_euro", "EUR")).expect(201);
    admin.post("/v1/debits", move(yen, 5).put("currency", "JPY")).expect(201);
    admin.put(SETTINGS, new JsonObject().put("currencies", new JsonArray())).expect(200);
    admin.post("/v1/wallets", opening("cl_yen", "JPY")).expect(201);
  }

  @Test
  void aHoldLastsAsLongAsTheSettingsSay() {
    admin.put(SETTINGS, new JsonObject().put("hold_expiry_seconds", 120)).expect(200);
    JsonObject hold = admin.post("/v1/authorizations", move(shop.wallet(100), 10)).json(201);
    assertThat(
            Duration.between(
                Instant.parse(hold.getString("created_at")),
                Instant.parse(hold.getString("expires_at"))))
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void changesAtOnceLoseNothing() {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      JsonObject body =
          i % 2 == 0
              ? new JsonObject().put("hold_expiry_seconds", 100 + i)
              : new JsonObject()
                  .put("negative_balances", new JsonObject().put("default_credit_limit", i));
      replies.add(putLater(body));
    }
    replies.forEach(reply -> reply.join().expect(200));
    List<JsonObject> changes = admin.get(CHANGES).data();
    assertThat(changes).hasSizeBetween(2, 20);
    for (int i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i).getJsonObject("after"))
          .as("each change begins where the one before it ended")
          .isEqualTo(changes.get(i - 1).getJsonObject("before"));
    }
    assertThat(changes.get(0).getJsonObject("after")).isEqualTo(admin.get(SETTINGS).json(200));
  }

  @Test
  void theTrailSaysWhoChangedWhatAndWhatItWas() {
    JsonObject owner = shop.member("admin");
    Client session = shop.signIn(owner).client();
    JsonObject before = session.get(SETTINGS).json(200);
    JsonObject after =
        session.put(SETTINGS, new JsonObject().put("time_zone", "Europe/Lisbon")).json(200);
    JsonObject member = shop.member("checkout");
    String path = "/v1/staff/" + member.getString("id");
    JsonObject renamed = session.patch(path, new JsonObject().put("name", "Grace")).json(200);
    session.post(path + "/password", new JsonObject().put("password", "never told")).expect(204);
    JsonObject gone = session.post(path + "/deactivate", new JsonObject()).json(200);
    String location = shop.location("Chiado");
    session.patch("/v1/locations/" + location, new JsonObject().put("name", "Baixa")).expect(200);
    JsonObject key = shop.key("gateway");
    session.delete("/v1/api-keys/" + key.getString("id")).expect(204);

    List<JsonObject> changes = admin.get(CHANGES + "?limit=200").data();

    assertThat(changes.stream().map(change -> change.getString("action")))
        .containsExactly(
            "api_key.revoked",
            "api_key.created",
            "location.updated",
            "location.created",
            "staff.deactivated",
            "staff.password_set",
            "staff.updated",
            "staff.created",
            "settings.updated",
            "staff.created");
    JsonObject settings = changes.get(8);
    assertThat(settings.getValue("subject_id")).isNull();
    assertThat(settings.getJsonObject("before")).isEqualTo(before);
    assertThat(settings.getJsonObject("after")).isEqualTo(after);
    assertThat(settings.getJsonObject("actor").getString("id")).isEqualTo(owner.getString("id"));
    List<JsonObject> ofMember = admin.get(CHANGES + "?subject_id=" + member.getString("id")).data();
    assertThat(ofMember).hasSize(4);
    assertThat(ofMember.get(0).getJsonObject("before")).isEqualTo(renamed);
    assertThat(ofMember.get(0).getJsonObject("after")).isEqualTo(gone);
    assertThat(ofMember.get(3).getJsonObject("after")).isEqualTo(member);
    assertThat(ofMember.get(3).getJsonObject("actor").getString("name")).isEqualTo("owner");
    assertThat(changes.get(0).getValue("after")).isNull();
    assertThat(admin.get(CHANGES + "?limit=3").json(200).getString("next_cursor")).isNotNull();
  }

  @Test
  void everyChangeIsToldToWhoListens() {
    JsonObject member = shop.member("checkout");
    JsonObject after =
        admin.put(SETTINGS, new JsonObject().put("hold_expiry_seconds", 5)).json(200);
    assertThat(event("staff.created")).isEqualTo(member);
    assertThat(event("settings.updated")).isEqualTo(after);
  }

  @Test
  void aLocationIsChangedWhileItsReferenceStaysItsOwn() {
    String first =
        admin
            .post(
                "/v1/locations",
                new JsonObject().put("name", "A").put("reference", "a").put("time_zone", "UTC"))
            .json(201)
            .getString("id");
    String second = shop.location("B");
    JsonObject changed =
        admin
            .patch(
                "/v1/locations/" + first,
                new JsonObject().put("name", "A1").put("time_zone", "Asia/Tokyo"))
            .json(200);
    assertThat(changed.getString("reference")).isEqualTo("a");
    assertThat(admin.get("/v1/locations/" + first).json(200)).isEqualTo(changed);
    Reply taken = admin.patch("/v1/locations/" + second, new JsonObject().put("reference", "a"));
    assertThat(taken.pointers()).containsExactly("/reference");
  }

  @Test
  void makingALocationOrAKeyAgainUnderTheSameKeyMakesNoSecondOne() {
    String key = Client.newKey();
    JsonObject place = new JsonObject().put("name", "A").put("time_zone", "UTC");
    JsonObject first = admin.post("/v1/locations", key, place).json(201);
    assertThat(admin.post("/v1/locations", key, place).json(201)).isEqualTo(first);
    assertThat(admin.get("/v1/locations").data()).containsExactly(first);

    JsonObject till =
        new JsonObject().put("name", "till").put("permissions", new JsonArray().add("checkout"));
    String another = Client.newKey();
    JsonObject made = admin.post("/v1/api-keys", another, till).json(201);
    Reply again = admin.post("/v1/api-keys", another, till);
    assertThat(again.isReplay()).isTrue();
    assertThat(again.json(201)).isEqualTo(made.copy().putNull("secret"));
    assertThat(admin.get("/v1/api-keys").data()).hasSize(2);
  }

  private CompletableFuture<Reply> putLater(JsonObject body) {
    return CompletableFuture.supplyAsync(() -> admin.put(SETTINGS, body));
  }

  private JsonObject event(String type) {
    return shop.lastTold(type);
  }
}
