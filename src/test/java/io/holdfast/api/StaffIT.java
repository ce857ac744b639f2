package io.holdfast.api;

import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Members of staff: making, changing, deactivating them, and the keys that are theirs. */
final class StaffIT {
  private static final String STAFF = "/v1/staff";
  private static final Duration EVERYWHERE = Duration.ofSeconds(5);

  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @Test
  void aMemberIsShownAsTheyWereMade() {
    String location = shop.location("Chiado");
    JsonObject body =
        person("Ada Byron", "Ada@Shop.example")
            .put("location_ids", new JsonArray().add(location.toUpperCase(java.util.Locale.ROOT)));

    JsonObject member = admin.post(STAFF, body).json(201);

    assertThat(member.getString("email")).isEqualTo("Ada@Shop.example");
    assertThat(member.getJsonArray("permissions")).containsExactly("checkout");
    assertThat(member.getJsonArray("location_ids")).containsExactly(location);
    assertThat(member.getBoolean("has_password")).isFalse();
    assertThat(member.getString("status")).isEqualTo("active");
    String path = STAFF + "/" + member.getString("id");
    assertThat(admin.get(path).json(200)).isEqualTo(member);
    assertThat(admin.get(STAFF).data()).containsExactly(member);
  }

  @Test
  void anEmailIsOfOneMemberOfABusinessWhateverItsCase() {
    admin.post(STAFF, person("Ada", "ada@example.com")).expect(201);
    Reply again = admin.post(STAFF, person("Eve", "ADA@example.COM"));
    again.problem(400, "invalid_request");
    assertThat(again.pointers()).containsExactly("/email");
    JsonObject bob = admin.post(STAFF, person("Bob", "bob@example.com")).json(201);
    Reply changed =
        admin.patch(
            STAFF + "/" + bob.getString("id"), new JsonObject().put("email", "Ada@Example.com"));
    assertThat(changed.pointers()).containsExactly("/email");
    Shop.open().admin().post(STAFF, person("Ada", "ada@example.com")).expect(201);
  }

  @Test
  void oneOfManyAtOnceGetsTheEmail() {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      replies.add(admin.postLater(STAFF, Client.newKey(), person("Ada", "same@example.com")));
    }
    assertThat(replies.stream().map(CompletableFuture::join).filter(r -> r.status() == 201))
        .hasSize(1);
    assertThat(admin.get(STAFF).data()).hasSize(1);
  }

  @Test
  void makingThemAgainUnderTheSameKeyMakesNoSecondOne() {
    String key = Client.newKey();
    JsonObject body = person("Ada", "ada@example.com").put("password", Shop.PASSWORD);
    JsonObject first = admin.post(STAFF, key, body).json(201);

    Reply again = admin.post(STAFF, key, body);

    assertThat(again.json(201)).isEqualTo(first);
    assertThat(again.isReplay()).isTrue();
    admin.post(STAFF, key, body.copy().put("name", "Eve")).problem(422, "idempotency_key_reused");
    assertThat(admin.get(STAFF).data()).containsExactly(first);
  }

  @Test
  void faultsAreToldAllAtOnce() {
    JsonObject body =
        new JsonObject()
            .put("name", "")
            .put("email", "no address")
            .put("permissions", new JsonArray().add("owner"))
            .put("location_ids", new JsonArray().add("x"))
            .put("password", "short");
    Reply reply = admin.post(STAFF, body);
    reply.problem(400, "invalid_request");
    assertThat(reply.pointers())
        .containsExactlyInAnyOrder(
            "/name", "/email", "/permissions/0", "/location_ids/0", "/password");
    assertThat(reply.body()).doesNotContain("short");
    admin
        .post(
            STAFF,
            person("Ada", "ada@example.com")
                .put("location_ids", new JsonArray().add(Shop.open().location("Elsewhere"))))
        .problem(422, "unknown_location");
  }

  @Test
  void staffAreListedNewestFirstEachOnce() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, shop.member("checkout").getString("id"));
    }
    assertThat(Pages.ids(admin, STAFF, 2)).isEqualTo(made);
    assertThat(Pages.ids(admin, STAFF, 200)).isEqualTo(made);
  }

  @Test
  void whatAMemberDoesShowsTheirNameByKeyAsBySession() {
    JsonObject member = shop.member("checkout");
    Client key = shop.service().client(keyOf(member, "checkout").getString("secret"));
    Client session = shop.signIn(member).client();
    String wallet = shop.wallet(100);
    for (Client each : List.of(key, session)) {
      JsonObject actor = each.post("/v1/debits", move(wallet, 1)).json(201).getJsonObject("actor");
      assertThat(actor.getString("id")).isEqualTo(member.getString("id"));
      assertThat(actor.getString("name")).isEqualTo(member.getString("name"));
    }
    admin
        .patch(STAFF + "/" + member.getString("id"), new JsonObject().put("name", "Ada Lovelace"))
        .expect(200);
    assertThat(shop.history(wallet).get(0).getJsonObject("actor").getString("name"))
        .isEqualTo("Ada Lovelace");
  }

  @Test
  void aMembersKeyOpensNoMoreThanTheMemberMay() {
    JsonObject member = shop.member("checkout");
    JsonObject more =
        new JsonObject()
            .put("name", "more")
            .put("permissions", new JsonArray().add("checkout").add("adjust_balances"))
            .put("staff_id", member.getString("id"));
    Reply refused = admin.post("/v1/api-keys", more);
    refused.problem(400, "invalid_request");
    assertThat(refused.pointers()).containsExactly("/permissions");
    Client key = shop.service().client(keyOf(member, "checkout").getString("secret"));
    key.get("/v1/wallets").expect(200);

    admin
        .patch(
            STAFF + "/" + member.getString("id"),
            new JsonObject().put("permissions", new JsonArray().add("adjust_balances")))
        .expect(200);

    key.get("/v1/wallets").problem(403, "forbidden");
  }

  @Test
  void aKeyOfNobodyIsNotMade() {
    for (String id :
        List.of(UUID.randomUUID().toString(), Shop.open().member("admin").getString("id"))) {
      JsonObject body =
          new JsonObject()
              .put("name", "till")
              .put("permissions", new JsonArray().add("checkout"))
              .put("staff_id", id);
      Reply reply = admin.post("/v1/api-keys", body);
      reply.problem(400, "invalid_request");
      assertThat(reply.pointers()).containsExactly("/staff_id");
    }
  }

  @Test
  void aMemberNamesOnlyTheirLocationsInWhatTheyMove() {
    String here = shop.location("Here");
    String there = shop.location("There");
    JsonObject member = shop.member("checkout");
    String path = STAFF + "/" + member.getString("id");
    admin.patch(path, new JsonObject().put("location_ids", new JsonArray().add(here))).expect(200);
    String wallet = shop.wallet(100);
    SignedIn desk = shop.signIn(member);
    Client key = shop.service().client(keyOf(member, "checkout").getString("secret"));
    for (Client each : List.of(desk.client(), key)) {
      each.post("/v1/debits", move(wallet, 1).put("location_id", here)).expect(201);
      each.post("/v1/debits", move(wallet, 1)).expect(201);
      each.post("/v1/debits", move(wallet, 1).put("location_id", there))
          .problem(422, "unknown_location");
      each.post("/v1/authorizations", move(wallet, 1).put("location_id", there))
          .problem(422, "unknown_location");
    }
    assertThat(shop.balance(wallet)).isEqualTo(96);

    admin.patch(path, new JsonObject().put("location_ids", new JsonArray())).expect(200);

    key.post("/v1/debits", move(wallet, 1).put("location_id", there)).expect(201);
  }

  @Test
  void aDeactivatedMemberCanDoNothingAnywhereWithinFiveSeconds() {
    try (TestService other = TestService.start(shop.service().servers(), Map.of())) {
      JsonObject member = shop.member("checkout");
      JsonObject made = keyOf(member, "checkout");
      SignedIn session = shop.signIn(member);
      String path = STAFF + "/" + member.getString("id");
      List<Client> theirs =
          List.of(
              shop.service().client(made.getString("secret")),
              other.client(made.getString("secret")),
              session.client(),
              SignedIn.client(other, session.cookie(), null));
      theirs.forEach(each -> each.get("/v1/wallets").expect(200));

      JsonObject gone = admin.post(path + "/deactivate", new JsonObject()).json(200);

      assertThat(gone.getString("status")).isEqualTo("deactivated");
      Shapes.time(gone, "deactivated_at");
      Deadline.within(
          EVERYWHERE,
          () ->
              theirs.forEach(each -> assertThat(each.get("/v1/wallets").status()).isEqualTo(401)));
      shop.service()
          .client(null)
          .post("/v1/session", null, SignedIn.body(member.getString("email"), Shop.PASSWORD))
          .problem(401, "unauthenticated");
      admin.post(path + "/deactivate", new JsonObject()).problem(404, "not_found");
      admin.patch(path, new JsonObject().put("name", "X")).problem(404, "not_found");
      assertThat(admin.get(path).json(200)).isEqualTo(gone);
      assertThat(Pages.ids(admin, "/v1/api-keys", 50)).doesNotContain(made.getString("id"));
      admin.post(STAFF, person("Back again", member.getString("email"))).expect(201);
    }
  }

  @Test
  void aDeactivationAndANewKeyAtOnceLeaveNoKeyBehind() {
    for (int i = 0; i < 10; i++) {
      JsonObject member = shop.member("checkout");
      JsonObject body =
          new JsonObject()
              .put("name", "race")
              .put("permissions", new JsonArray().add("checkout"))
              .put("staff_id", member.getString("id"));
      CompletableFuture<Reply> key = admin.postLater("/v1/api-keys", Client.newKey(), body);
      CompletableFuture<Reply> end =
          admin.postLater(
              STAFF + "/" + member.getString("id") + "/deactivate", null, new JsonObject());
      end.join().expect(200);
      if (key.join().status() == 201) {
        Client till = shop.service().client(key.join().json().getString("secret"));
        Deadline.within(
            EVERYWHERE, () -> assertThat(till.get("/v1/wallets").status()).isEqualTo(401));
      }
    }
    assertThat(
            (Long)
                shop.service()
                    .sql(
                        "SELECT count(*) FROM api_keys WHERE business = ? AND staff IS NOT NULL"
                            + " AND secret_hash IS NOT NULL AND revoked_at IS NULL",
                        shop.number()))
        .isZero();
  }

  @Test
  void aMemberAsAnActorIsNoKey() {
    shop.member("admin");
    assertThat(admin.get("/v1/api-keys").data()).hasSize(1);
    String actor =
        shop.service()
            .sql(
                "SELECT id FROM api_keys WHERE business = ? AND secret_hash IS NULL", shop.number())
            .toString();
    admin.delete("/v1/api-keys/" + actor).problem(404, "not_found");
    Set<String> listed = new HashSet<>(Pages.ids(admin, "/v1/api-keys", 1));
    assertThat(listed).hasSize(1).doesNotContain(actor);
  }

  private JsonObject keyOf(JsonObject member, String... permissions) {
    JsonObject body =
        new JsonObject()
            .put("name", "tablet")
            .put("permissions", new JsonArray(List.of(permissions)))
            .put("staff_id", member.getString("id"));
    JsonObject made = admin.post("/v1/api-keys", body).json(201);
    assertThat(made.getString("staff_id")).isEqualTo(member.getString("id"));
    assertThat(admin.get("/v1/api-keys").data().get(0).getString("staff_id"))
        .isEqualTo(member.getString("id"));
    return made;
  }

  private static JsonObject person(String name, String email) {
    return new JsonObject()
        .put("name", name)
        .put("email", email)
        .put("permissions", new JsonArray().add("checkout"));
  }
}
