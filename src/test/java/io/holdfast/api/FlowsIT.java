package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.holdfast.TestServers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Automated flows: what happens often enough adds to the balance. */
final class FlowsIT {
  private static final String VISIT = "appointment.completed";

  private final Shop shop = Shop.open();
  private final Visits visits = new Visits(shop, VISIT);

  @Test
  void fiveCompletedAppointmentsGiveTwentyDollars() {
    String flow = shop.flow("Fifth visit: 20.00 back", VISIT, 5, false).getString("id");
    String wallet = shop.wallet(1_000);
    String client = visits.clientOf(wallet);
    String salon = shop.location("Riverside");
    for (int i = 1; i <= 4; i++) {
      JsonObject counted = visits.report(client, "visit-" + i).json(201);
      assertThat(counted.getJsonArray("flows").getJsonObject(0).getLong("counted")).isEqualTo(i);
      assertThat(counted.getJsonArray("flows").getJsonObject(0).getValue("reward")).isNull();
    }
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
    assertThat(visits.progress(flow, client).getLong("missing")).isEqualTo(1);

    JsonObject fifth = visits.body(client, "visit-5").put("location_id", salon);
    JsonObject answer = shop.with("gateway").post("/v1/activities", fifth).json(201);

    assertThat(answer.getJsonArray("flows"))
        .isEqualTo(
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("flow_id", flow)
                        .put("counted", 5)
                        .put(
                            "reward",
                            new JsonObject().put("amount", 2_000).put("currency", "USD"))));
    assertThat(shop.balance(wallet)).isEqualTo(3_000);
    JsonObject reward = Shapes.transaction(shop.history(wallet).get(0));
    assertThat(reward.getString("type")).isEqualTo("reward");
    assertThat(reward.getLong("amount")).isEqualTo(2_000);
    assertThat(reward.getString("location_id")).isEqualTo(salon);
    assertThat(reward.getString("reference")).isEqualTo("visit-5");
    assertThat(reward.getValue("actor")).isNull();
    assertThat(reward.getJsonObject("source"))
        .isEqualTo(
            new JsonObject()
                .put("kind", "flow")
                .put("id", flow)
                .put("name", "Fifth visit: 20.00 back"));
    // Once for each client.
    for (int i = 6; i <= 12; i++) {
      assertThat(visits.report(client, "visit-" + i).json(201).getJsonArray("flows")).isEmpty();
    }
    assertThat(shop.balance(wallet)).isEqualTo(3_000);
    JsonObject progress = visits.progress(flow, client);
    assertThat(progress.getLong("counted")).isEqualTo(5);
    assertThat(progress.getValue("missing")).isNull();
    assertThat(visits.rewards(flow)).isEqualTo(Visits.rewards(1, 0));
  }

  @Test
  void everyTenthCoffeeIsFreeAgainAndAgain() {
    String flow = shop.flow("Every tenth coffee", VISIT, 10, true).getString("id");
    String wallet = shop.wallet(0);
    for (int i = 1; i <= 35; i++) {
      visits.report(visits.clientOf(wallet), "coffee-" + i).expect(201);
    }
    assertThat(shop.balance(wallet)).isEqualTo(3 * 2_000);
    assertThat(visits.progress(flow, visits.clientOf(wallet)).getLong("missing")).isEqualTo(5);
  }

  @Test
  void theSameActivityCountsOnceAndIsAnsweredTheSame() {
    String flow = shop.flow("Third visit", VISIT, 3, true).getString("id");
    String wallet = shop.wallet(0);
    String client = visits.clientOf(wallet);
    List<Reply> first = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      first.add(visits.report(client, "a" + i).expect(201));
      assertThat(first.get(i).isReplay()).isFalse();
    }
    shop.admin().patch("/v1/flows/" + flow, new JsonObject().put("name", "Other")).expect(200);
    for (int round = 0; round < 3; round++) {
      for (int i = 2; i >= 0; i--) {
        Reply again = visits.report(client, "a" + i).expect(201);
        assertThat(again.isReplay()).isTrue();
        assertThat(again.body()).isEqualTo(first.get(i).body());
      }
    }
    assertThat(shop.balance(wallet)).isEqualTo(2_000);
    assertThat(visits.progress(flow, client).getLong("counted")).isEqualTo(3);
  }

  @Test
  void anIdThatWasUsedForSomethingElseIsRefused() {
    shop.flow("First visit", VISIT, 1, true);
    String wallet = shop.wallet(0);
    visits.report(visits.clientOf(wallet), "once").expect(201);
    JsonObject other = visits.body(visits.clientOf(wallet), "once");
    for (JsonObject changed :
        List.of(
            other.copy().put("type", "appointment.cancelled"),
            other.copy().put("client_reference", "somebody else"),
            other.copy().put("occurred_at", "2026-11-01T09:30:00.001Z"))) {
      shop.admin().post("/v1/activities", changed).problem(422, "idempotency_key_reused");
    }
    // The same moment, written otherwise, is the same request.
    JsonObject same = other.copy().put("occurred_at", "2026-11-01T10:30:00+01:00");
    assertThat(shop.admin().post("/v1/activities", same).expect(201).isReplay()).isTrue();
    assertThat(shop.balance(wallet)).isEqualTo(2_000);
  }

  @Test
  void activitiesComeInAnyOrderAndCountForWhomTheyConcern() {
    String flow = shop.flow("Every fourth visit", VISIT, 4, true).getString("id");
    String other = shop.flow("Another event", "appointment.cancelled", 1, true).getString("id");
    List<String> wallets = IntStream.range(0, 5).mapToObj(i -> shop.wallet(0)).toList();
    List<JsonObject> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      for (int n = 0; n < 8 + i; n++) {
        all.add(
            visits
                .body(visits.clientOf(wallets.get(i)), "w" + i + "-" + n)
                .put("occurred_at", "2026-11-%02dT09:30:00Z".formatted(1 + n)));
      }
    }
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Collections.shuffle(all, new Random(seed));
    all.forEach(body -> shop.admin().post("/v1/activities", body).expect(201));
    for (int i = 0; i < 5; i++) {
      assertThat(shop.balance(wallets.get(i))).isEqualTo((8 + i) / 4 * 2_000L);
    }
    assertThat(visits.rewards(flow)).isEqualTo(Visits.rewards(11, 0));
    assertThat(visits.rewards(other)).isEqualTo(Visits.rewards(0, 0));
  }

  @Test
  void aHundredActivitiesAtOnceGiveTwentyRewards() {
    String flow = shop.flow("Every fifth visit", VISIT, 5, true).getString("id");
    String wallet = shop.wallet(0);
    List<CompletableFuture<Reply>> sent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      JsonObject body = visits.body(visits.clientOf(wallet), "at-once-" + i);
      // Each of them twice.
      sent.add(shop.admin().postLater("/v1/activities", null, body));
      sent.add(shop.admin().postLater("/v1/activities", null, body));
    }
    List<Reply> replies = sent.stream().map(CompletableFuture::join).toList();
    assertThat(replies).allMatch(reply -> reply.status() == 201);
    assertThat(replies).filteredOn(Reply::isReplay).hasSize(100);
    assertThat(shop.balance(wallet)).isEqualTo(20 * 2_000);
    assertThat(shop.history(wallet)).hasSize(20);
    assertThat(visits.rewards(flow)).isEqualTo(Visits.rewards(20, 0));
  }

  @Test
  void aClientWithoutAWalletIsRewardedInANewOne() {
    shop.flow("Second visit", VISIT, 2, false);
    String client = "walk-in " + UUID.randomUUID();
    visits.report(client, "first").expect(201);
    assertThat(visits.walletsOf(client)).isEmpty();
    visits.report(client, "second").expect(201);
    assertThat(visits.walletsOf(client))
        .singleElement()
        .satisfies(
            wallet -> {
              assertThat(wallet.getLong("balance")).isEqualTo(2_000);
              assertThat(wallet.getString("currency")).isEqualTo("USD");
              assertThat(wallet.getJsonObject("client").getString("name")).isNull();
            });
  }

  @Test
  void aFlowThatIsSwitchedOffCountsNothingMeanwhile() {
    String flow = shop.flow("Third visit", VISIT, 3, true).getString("id");
    String wallet = shop.wallet(0);
    String client = visits.clientOf(wallet);
    visits.report(client, "1").expect(201);
    visits.report(client, "2").expect(201);
    shop.admin().patch("/v1/flows/" + flow, new JsonObject().put("enabled", false)).json(200);
    for (int i = 3; i < 9; i++) {
      assertThat(visits.report(client, "" + i).json(201).getJsonArray("flows")).isEmpty();
    }
    assertThat(shop.balance(wallet)).isZero();
    JsonObject on =
        shop.admin().patch("/v1/flows/" + flow, new JsonObject().put("enabled", true)).json(200);
    assertThat(on.getBoolean("enabled")).isTrue();
    visits.report(client, "9").expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(2_000);
  }

  @Test
  void oneActivityAdvancesAllFlowsThatWaitForIt() {
    shop.flow("Second visit", VISIT, 2, true);
    shop.flow("Fourth visit", VISIT, 4, true);
    shop.admin()
        .post("/v1/flows", Shop.flowBody("Off", VISIT, 1, true).put("enabled", false))
        .expect(201);
    String wallet = shop.wallet(0);
    for (int i = 0; i < 4; i++) {
      JsonObject answer = visits.report(visits.clientOf(wallet), "v" + i).json(201);
      assertThat(answer.getJsonArray("flows")).hasSize(2);
    }
    assertThat(shop.balance(wallet)).isEqualTo(3 * 2_000);
  }

  @Test
  void aRewardWaitsWhileAccountBalancesAreDisabled() {
    String flow = shop.flow("Second visit", VISIT, 2, true).getString("id");
    String wallet = shop.wallet(0);
    String client = visits.clientOf(wallet);
    balancesEnabled(false);
    visits.report(client, "1").expect(201);
    visits.report(client, "2").expect(201);
    assertThat(visits.rewards(flow)).isEqualTo(Visits.rewards(0, 1));
    assertThat(shop.balance(wallet)).isZero();
    balancesEnabled(true);
    // Also if the flow was switched off meanwhile.
    shop.admin().patch("/v1/flows/" + flow, new JsonObject().put("enabled", false)).expect(200);
    TestServers.awaitUntil("the reward is given", () -> shop.balance(wallet) == 2_000);
    TestServers.awaitUntil("it is noted", () -> visits.rewards(flow).equals(Visits.rewards(1, 0)));
  }

  @Test
  void aRewardIntoAClosedWalletStaysOwedAndAFrozenOneTakesIt() {
    String flow = shop.flow("First visit", VISIT, 1, true).getString("id");
    String closed = shop.wallet(0);
    String frozen = shop.wallet(0);
    status(closed, "closed");
    status(frozen, "frozen");
    visits.report(visits.clientOf(closed), "c").expect(201);
    visits.report(visits.clientOf(frozen), "f").expect(201);
    assertThat(shop.balance(frozen)).isEqualTo(2_000);
    assertThat(shop.balance(closed)).isZero();
    JsonObject progress = visits.progress(flow, visits.clientOf(closed));
    assertThat(progress.getJsonObject("rewards")).isEqualTo(Visits.rewards(0, 1));
    assertThat(progress.getString("held_up_by")).isEqualTo("wallet_closed");
    assertThat(visits.rewards(flow)).isEqualTo(Visits.rewards(1, 1));
  }

  @Test
  void progressOfAClientNobodyKnowsIsNone() {
    String flow = shop.flow("Fifth visit", VISIT, 5, true).getString("id");
    JsonObject progress = visits.progress(flow, "nobody");
    assertThat(progress.getLong("counted")).isZero();
    assertThat(progress.getLong("missing")).isEqualTo(5);
    assertThat(shop.admin().get("/v1/flows/" + flow + "/progress").expect(400).pointers())
        .containsExactly("client_reference");
  }

  @Test
  void whoWasThereAndWhenCanBeLookedUp() {
    String flow = shop.flow("Second visit", VISIT, 2, true).getString("id");
    String wallet = shop.wallet(0);
    String client = visits.clientOf(wallet);
    List<JsonObject> answers =
        IntStream.range(0, 5).mapToObj(i -> visits.report(client, "p" + i).json(201)).toList();
    visits.report("somebody else", "other").expect(201);
    List<JsonObject> newestFirst = new ArrayList<>(answers);
    Collections.reverse(newestFirst);
    String list = "/v1/activities?client_reference=" + client;
    assertThat(shop.with("checkout").get(list).data()).isEqualTo(newestFirst);
    assertThat(shop.with("view_reports").get("/v1/activities").data()).hasSize(6);
    String cursor = shop.admin().get(list + "&limit=2").json(200).getString("next_cursor");
    assertThat(shop.admin().get(list + "&limit=3&cursor=" + cursor).data())
        .isEqualTo(newestFirst.subList(2, 5));
    shop.admin().get("/v1/activities?cursor=" + cursor).problem(400, "invalid_request");
    assertThat(shop.with("checkout").get("/v1/flows").data())
        .extracting(each -> each.getString("id"))
        .containsExactly(flow);
  }

  @Test
  void makingAFlowTwiceUnderAKeyMakesOne() {
    JsonObject body = Shop.flowBody("Fifth visit", VISIT, 5, false);
    Reply first = shop.admin().post("/v1/flows", "flow-1", body).expect(201);
    Reply again = shop.admin().post("/v1/flows", "flow-1", body).expect(201);
    assertThat(again.isReplay()).isTrue();
    assertThat(again.body()).isEqualTo(first.body());
    shop.admin()
        .post("/v1/flows", "flow-1", body.copy().put("name", "Sixth"))
        .problem(422, "idempotency_key_reused");
    assertThat(shop.admin().get("/v1/flows").data()).hasSize(1);
  }

  @Test
  void allFaultsOfAFlowAreToldAtOnce() {
    JsonObject body =
        new JsonObject()
            .put("name", "")
            .put("trigger", new JsonObject().put("count", 0).put("repeat", "no"))
            .put("action", new JsonObject().put("type", "mail").put("amount", 1.5));
    assertThat(shop.admin().post("/v1/flows", body).expect(400).pointers())
        .containsExactlyInAnyOrder(
            "/name",
            "/trigger/count",
            "/trigger/repeat",
            "/trigger/event",
            "/action/type",
            "/action/amount",
            "/action/currency");
    JsonObject trigger = new JsonObject().put("trigger", new JsonObject().put("count", 3));
    String flow = shop.flow("Fifth visit", VISIT, 5, true).getString("id");
    shop.admin().patch("/v1/flows/" + flow, trigger).problem(400, "invalid_request");
    shop.admin().patch("/v1/flows/" + flow, new JsonObject()).problem(400, "invalid_request");
    for (String time : new String[] {"1969-12-31T23:59:59Z", "9999-12-31T23:59:59-01:00"}) {
      JsonObject activity = visits.body("c", "t").put("occurred_at", time);
      assertThat(shop.admin().post("/v1/activities", activity).expect(400).pointers())
          .containsExactly("/occurred_at");
    }
    JsonObject nowhere = visits.body("c", "t").put("location_id", UUID.randomUUID().toString());
    shop.admin().post("/v1/activities", nowhere).problem(422, "unknown_location");
    assertThat(shop.admin().get("/v1/activities").data()).isEmpty();
  }

  @Test
  void changesOfFlowsAreOnTheTrailAndTold() {
    JsonObject made = shop.flow("Fifth visit", VISIT, 5, true);
    String path = "/v1/flows/" + made.getString("id");
    JsonObject off = new JsonObject().put("enabled", false);
    shop.admin().patch(path, off).expect(200);
    shop.admin().patch(path, off).expect(200); // Nothing changes, nothing is told.
    JsonObject changed = made.copy().put("enabled", false);
    assertThat(
            trail(
                "SELECT string_agg(action || coalesce(before, '') || after, E'\\n'"
                    + " ORDER BY number) FROM changes WHERE business = ?"))
        .isEqualTo(
            "flow.created" + made.encode() + "\nflow.updated" + made.encode() + changed.encode());
    assertThat(shop.told("flow.*"))
        .extracting(event -> event.getString("type"), event -> event.getJsonObject("data"))
        .containsExactly(tuple("flow.created", made), tuple("flow.updated", changed));
  }

  private String trail(String sql) {
    return (String) shop.service().sql(sql, shop.number());
  }

  private void balancesEnabled(boolean enabled) {
    shop.service()
        .sql(
            "UPDATE businesses SET account_balances_enabled = ? WHERE number = ?",
            enabled,
            shop.number());
  }

  private void status(String wallet, String status) {
    shop.admin().patch("/v1/wallets/" + wallet, new JsonObject().put("status", status)).expect(200);
  }
}
