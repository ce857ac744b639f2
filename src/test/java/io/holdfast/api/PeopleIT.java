package io.holdfast.api;

import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** API keys and locations, and what stands in the open. */
final class PeopleIT {
  private static final String KEYS = "/v1/api-keys";
  private static final String LOCATIONS = "/v1/locations";

  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @Test
  void aNewKeyTellsItsSecretOnceAndOpensWhatItSays() {
    Instant end = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
    JsonObject body =
        new JsonObject()
            .put("name", "Front desk")
            .put("permissions", new JsonArray().add("checkout").add("view_reports"))
            .put("expires_at", end.toString());

    JsonObject key = admin.post(KEYS, body).json(201);

    Shapes.fields(key, "id name permissions staff_id secret expires_at created_at");
    Shapes.id(key, "id");
    Shapes.time(key, "created_at");
    assertThat(key.getString("name")).isEqualTo("Front desk");
    assertThat(key.getJsonArray("permissions")).containsExactly("checkout", "view_reports");
    assertThat(Instant.parse(key.getString("expires_at"))).isEqualTo(end);
    assertThat(key.getString("secret")).hasSizeGreaterThan(20);
    Client desk = shop.service().client(key.getString("secret"));
    desk.get("/v1/wallets").expect(200);
    desk.get(KEYS).problem(403, "forbidden");
    JsonObject listed = admin.get(KEYS).data().get(0);
    assertThat(listed.containsKey("secret")).isFalse();
    assertThat(listed).isEqualTo(without(key, "secret"));
    assertThat(
            (Long)
                shop.service()
                    .sql(
                        "SELECT count(*) FROM api_keys k WHERE k::text LIKE ?",
                        "%" + key.getString("secret") + "%"))
        .isZero();
  }

  @Test
  void aRevokedKeyStopsWithinFiveSecondsAndIsNotListed() {
    JsonObject key = shop.key("checkout");
    Client till = shop.service().client(key.getString("secret"));
    till.get("/v1/wallets").expect(200);

    assertThat(admin.delete(KEYS + "/" + key.getString("id")).expect(204).body()).isEmpty();

    Deadline.within(
        Duration.ofSeconds(5), () -> assertThat(till.get("/v1/wallets").status()).isEqualTo(401));
    assertThat(Pages.ids(admin, KEYS, 50)).doesNotContain(key.getString("id"));
    admin.delete(KEYS + "/" + key.getString("id")).problem(404, "not_found");
  }

  @Test
  void aKeyRevokedElsewhereStopsWithinFiveSeconds() {
    JsonObject key = shop.key("checkout");
    Client till = shop.service().client(key.getString("secret"));
    till.get("/v1/wallets").expect(200);

    shop.service()
        .sql("UPDATE api_keys SET revoked_at = now() WHERE id = ?::uuid", key.getString("id"));

    Deadline.within(
        Duration.ofSeconds(5), () -> assertThat(till.get("/v1/wallets").status()).isEqualTo(401));
  }

  @Test
  void aKeyEndsAtItsTime() {
    Instant end = Instant.now().plusMillis(1500);
    JsonObject body =
        new JsonObject()
            .put("name", "guest")
            .put("permissions", new JsonArray().add("checkout"))
            .put("expires_at", end.toString());
    Client guest = shop.service().client(admin.post(KEYS, body).json(201).getString("secret"));
    guest.get("/v1/wallets").expect(200);

    Deadline.within(
        Duration.ofSeconds(3), () -> assertThat(guest.get("/v1/wallets").status()).isEqualTo(401));

    assertThat(Instant.now()).isAfter(end);
  }

  @Test
  void aKeyThatHasEndedAlreadyIsNotMade() {
    JsonObject body =
        new JsonObject()
            .put("name", "late")
            .put("permissions", new JsonArray().add("checkout"))
            .put("expires_at", "2020-01-01T00:00:00.000Z");
    Reply reply = admin.post(KEYS, body);
    reply.problem(400, "invalid_request");
    assertThat(reply.pointers()).containsExactly("/expires_at");
  }

  @Test
  void keysAreListedNewestFirstEachOnce() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, shop.key("gateway").getString("id"));
    }
    List<String> listed = Pages.ids(admin, KEYS, 2);
    assertThat(listed).hasSize(6).startsWith(made.toArray(String[]::new));
    assertThat(Pages.ids(admin, KEYS, 200)).isEqualTo(listed);
  }

  @Test
  void aLocationIsShownAsItWasMadeAndUsedAtOnce() {
    JsonObject body =
        new JsonObject()
            .put("name", "Aoyama, Tokyo")
            .put("reference", "tokyo")
            .put("time_zone", "Asia/Tokyo");

    JsonObject location = admin.post(LOCATIONS, body).json(201);

    Shapes.fields(location, "id name reference time_zone created_at");
    Shapes.id(location, "id");
    Shapes.time(location, "created_at");
    assertThat(location.getString("name")).isEqualTo("Aoyama, Tokyo");
    assertThat(location.getString("reference")).isEqualTo("tokyo");
    assertThat(location.getString("time_zone")).isEqualTo("Asia/Tokyo");
    JsonObject there = move(shop.wallet(10), 1).put("location_id", location.getString("id"));
    admin.post("/v1/debits", there).expect(201);
    assertThat(admin.get(LOCATIONS).data()).containsExactly(location);
  }

  @Test
  void locationsAreListedNewestFirstEachOnce() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, shop.location("Salon " + i));
    }
    assertThat(Pages.ids(admin, LOCATIONS, 2)).isEqualTo(made);
    assertThat(Pages.ids(admin, LOCATIONS, 5)).isEqualTo(made);
  }

  @Test
  void aSecondLocationWithAReferenceIsRefusedAsTheCallersFault() {
    JsonObject body =
        new JsonObject().put("name", "One").put("reference", "x").put("time_zone", "UTC");
    admin.post(LOCATIONS, body).expect(201);

    Reply again = admin.post(LOCATIONS, body.copy().put("name", "Two"));

    assertThat(again.status()).isBetween(400, 422);
    assertThat(admin.get(LOCATIONS).data()).hasSize(1);
  }

  @Test
  void theApisDescriptionIsThereForEverybody() {
    JsonObject described = shop.service().client(null).get("/openapi.json").json(200);
    assertThat(described.getString("openapi")).startsWith("3.1");
  }

  @Test
  void theAuditTellsWhenEachPartWasLastProven() {
    Deadline.within(
        Duration.ofSeconds(20),
        () ->
            assertThat(Shop.open().admin().get("/v1/audit").json(200).getJsonArray("parts"))
                .hasSize(3)
                .allMatch(part -> ((JsonObject) part).getString("proven_at") != null));
  }

  @Test
  void aRequestIsKnownByTheCallersIdAndGoesOnItsTrace() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Reply reply =
        admin.send(
            admin
                .request("/v1/wallets")
                .header("X-Request-Id", "call-77")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .GET());
    assertThat(reply.header("X-Request-Id")).hasValue("call-77");
    assertThat(reply.header("traceparent"))
        .hasValueSatisfying(
            answer ->
                assertThat(answer)
                    .startsWith("00-" + trace + "-")
                    .endsWith("-01")
                    .doesNotContain("b7ad6b7169203331"));
    assertThat(admin.get("/v1/wallets").header("X-Request-Id"))
        .isNotEqualTo(admin.get("/v1/wallets").header("X-Request-Id"));
  }

  private static JsonObject without(JsonObject thing, String field) {
    JsonObject copy = thing.copy();
    copy.remove(field);
    return copy;
  }
}
