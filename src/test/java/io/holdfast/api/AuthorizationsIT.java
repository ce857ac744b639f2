package io.holdfast.api;

import static io.holdfast.api.Shop.amount;
import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two steps: money held, and then captured, given back, or expired. */
final class AuthorizationsIT {
  private static final String HOLDS = "/v1/authorizations";

  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @Test
  void anAuthorizationHoldsItsAmountAndTellsAllThatWasAsked() {
    String wallet = shop.wallet(10_000);
    String location = shop.location("Chiado");
    JsonObject metadata = new JsonObject().put("till", "3").put("smile", "\uD83D\uDE00");
    JsonObject body =
        move(wallet, 2500)
            .put("location_id", location)
            .put("reference", "sale-1881")
            .put("expires_in", 3600)
            .put("metadata", metadata);

    JsonObject hold = Shapes.authorization(admin.post(HOLDS, body).json(201));

    assertThat(hold.getString("wallet_id")).isEqualTo(wallet);
    assertThat(hold.getString("currency")).isEqualTo("USD");
    assertThat(hold.getString("location_id")).isEqualTo(location);
    assertThat(hold.getString("reference")).isEqualTo("sale-1881");
    assertThat(hold.getJsonObject("metadata")).isEqualTo(metadata);
    assertThat(lifetime(hold)).isEqualTo(Duration.ofHours(1));
    amounts(hold, "authorized", 2500, 0, 0);
    assertThat(hold.getLong("requested_amount")).isEqualTo(2500);
    wallet(hold, 10_000, 2500, 7500);
    assertThat(get(hold)).isEqualTo(hold);
    assertThat(shop.look(wallet).getLong("held")).isEqualTo(2500);
    assertThat(shop.history(wallet)).hasSize(1);
  }

  @Test
  void aHoldLastsAsLongAsTheBusinessSaysUnlessToldOtherwise() {
    String wallet = shop.wallet(1_000_000); // Each look at what is in force holds 1.
    JsonObject hold = admin.post(HOLDS, move(wallet, 1)).json(201);
    assertThat(lifetime(hold)).isEqualTo(Duration.ofDays(7));
    JsonObject longest = admin.post(HOLDS, move(wallet, 1).put("expires_in", 2_678_400)).json(201);
    assertThat(lifetime(longest)).isEqualTo(Duration.ofDays(31));

    shop.service()
        .sql("UPDATE businesses SET hold_expiry_seconds = 7200 WHERE number = ?", shop.number());
    Deadline.within(
        Duration.ofSeconds(5),
        () ->
            assertThat(lifetime(admin.post(HOLDS, move(wallet, 1)).json(201)))
                .isEqualTo(Duration.ofHours(2)));
  }

  @Test
  void aPartialApprovalHoldsWhatThereIs() {
    String wallet = shop.wallet(300);
    admin.post(HOLDS, move(wallet, 301)).problem(402, "insufficient_funds");

    JsonObject hold = admin.post(HOLDS, move(wallet, 1000).put("allow_partial", true)).json(201);

    amounts(Shapes.authorization(hold), "authorized", 300, 0, 0);
    assertThat(hold.getLong("requested_amount")).isEqualTo(1000);
    wallet(hold, 300, 300, 0);
    assertThat(get(hold)).isEqualTo(hold);
    JsonObject none =
        admin
            .post(HOLDS, move(wallet, 1).put("allow_partial", true))
            .problem(402, "insufficient_funds");
    assertThat(none.getLong("available")).isZero();
  }

  @Test
  void aPartialApprovalOfWhatIsThereIsWhole() {
    String wallet = shop.wallet(300);
    JsonObject hold = admin.post(HOLDS, move(wallet, 300).put("allow_partial", true)).json(201);
    amounts(hold, "authorized", 300, 0, 0);
    assertThat(hold.getLong("requested_amount")).isEqualTo(300);
  }

  @Test
  void anIncrementAddsToTheHoldIfTheMoneyIsThere() {
    String wallet = shop.wallet(1000);
    String hold = shop.hold(wallet, 400);

    JsonObject more = Shapes.authorization(increment(hold, 500).json(200));

    amounts(more, "authorized", 900, 0, 0);
    assertThat(more.getString("id")).isEqualTo(hold);
    wallet(more, 1000, 900, 100);
    JsonObject declined = increment(hold, 101).problem(402, "insufficient_funds");
    assertThat(declined.getLong("available")).isEqualTo(100);
    amounts(get(hold), "authorized", 900, 0, 0);
  }

  @Test
  void aCaptureTakesAllThatRemainsAndIsFinalUnlessSaid() {
    String wallet = shop.wallet(1000);
    String location = shop.location("SoHo");
    JsonObject body = move(wallet, 400).put("location_id", location).put("reference", "sale-7");
    String hold = admin.post(HOLDS, body).json(201).getString("id");

    JsonObject done = Shapes.authorization(capture(hold, new JsonObject()).json(200));

    amounts(done, "captured", 400, 400, 0);
    wallet(done, 600, 0, 600);
    JsonObject made = Shapes.transaction(shop.history(wallet).get(0));
    assertThat(made.getString("type")).isEqualTo("capture");
    assertThat(made.getLong("amount")).isEqualTo(-400);
    assertThat(made.getLong("balance_after")).isEqualTo(600);
    assertThat(made.getString("authorization_id")).isEqualTo(hold);
    assertThat(made.getString("location_id")).isEqualTo(location);
    assertThat(made).isEqualTo(admin.get("/v1/transactions/" + made.getString("id")).json(200));
    capture(hold, new JsonObject()).problem(409, "authorization_not_open");
  }

  @Test
  void aCaptureWithoutABodyIsThatOfEverything() {
    String hold = shop.hold(shop.wallet(10), 10);
    amounts(
        admin.post(HOLDS + "/" + hold + "/capture", Client.newKey(), "").json(200),
        "captured",
        10,
        10,
        0);
  }

  @Test
  void aFinalCaptureReleasesWhatItDoesNotTake() {
    String wallet = shop.wallet(1000);
    String hold = shop.hold(wallet, 400);

    JsonObject done = capture(hold, amount(150)).json(200);

    amounts(done, "captured", 400, 150, 250);
    wallet(done, 850, 0, 850);
  }

  @Test
  void severalCapturesTakeFromOneHoldUntilTheFinalOne() {
    String wallet = shop.wallet(1000);
    String hold = shop.hold(wallet, 400);

    JsonObject first = capture(hold, amount(100).put("final", false)).json(200);
    amounts(first, "partially_captured", 400, 100, 0);
    wallet(first, 900, 300, 600);
    JsonObject second = capture(hold, amount(50).put("final", false)).json(200);
    amounts(second, "partially_captured", 400, 150, 0);
    capture(hold, amount(251)).problem(422, "capture_exceeds_authorization");
    JsonObject last = capture(hold, amount(200)).json(200);
    amounts(last, "captured", 400, 350, 50);
    wallet(last, 650, 0, 650);
    assertThat(shop.history(wallet))
        .extracting(made -> made.getLong("amount"))
        .containsExactly(-200L, -50L, -100L, 1000L);
  }

  @Test
  void capturesThatTakeAllEndTheHoldWhetherFinalOrNot() {
    String hold = shop.hold(shop.wallet(100), 100);
    capture(hold, amount(60).put("final", false)).expect(200);
    amounts(capture(hold, amount(40).put("final", false)).json(200), "captured", 100, 100, 0);
  }

  @Test
  void aPartlyCapturedHoldCanGrowAndShrink() {
    String wallet = shop.wallet(1000);
    String hold = shop.hold(wallet, 400);
    capture(hold, amount(100).put("final", false)).expect(200);

    amounts(increment(hold, 50).json(200), "partially_captured", 450, 100, 0);
    JsonObject shrunk = release(hold, amount(200)).json(200);

    amounts(shrunk, "partially_captured", 450, 100, 200);
    wallet(shrunk, 900, 150, 750);
  }

  @Test
  void aVoidGivesBackAllOrAPart() {
    String wallet = shop.wallet(1000);
    String hold = shop.hold(wallet, 400);

    JsonObject part = Shapes.authorization(release(hold, amount(100)).json(200));
    amounts(part, "authorized", 400, 0, 100);
    wallet(part, 1000, 300, 700);
    release(hold, amount(301)).problem(422, "capture_exceeds_authorization");
    JsonObject rest = release(hold, new JsonObject()).json(200);
    amounts(rest, "voided", 400, 0, 400);
    wallet(rest, 1000, 0, 1000);

    release(hold, new JsonObject()).problem(409, "authorization_not_open");
    capture(hold, new JsonObject()).problem(409, "authorization_not_open");
    increment(hold, 1).problem(409, "authorization_not_open");
    assertThat(shop.history(wallet)).hasSize(1);
  }

  @Test
  void aHoldIsReleasedByItselfSoonAfterItsTime() {
    String wallet = shop.wallet(1000);
    JsonObject hold = admin.post(HOLDS, move(wallet, 400).put("expires_in", 1)).json(201);
    Instant over = Instant.parse(hold.getString("expires_at"));

    Deadline.within(
        Duration.between(Instant.now(), over.plusSeconds(5)),
        () -> assertThat(shop.available(wallet)).isEqualTo(1000));

    JsonObject expired = Shapes.authorization(get(hold));
    amounts(expired, "expired", 400, 0, 400);
    assertThat(Instant.now()).isAfter(over);
    capture(hold.getString("id"), new JsonObject()).problem(409, "authorization_not_open");
    admin.post("/v1/debits", move(wallet, 1000)).expect(201);
  }

  @Test
  void listsAreFilteredByWalletStatusAndLocation() {
    String location = shop.location("Aoyama");
    String one = shop.wallet(1000);
    String two = shop.wallet(1000);
    List<String> ofOne = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ofOne.add(shop.hold(one, 10));
    }
    JsonObject there = move(two, 10).put("location_id", location);
    String atLocation = admin.post(HOLDS, there).json(201).getString("id");
    capture(ofOne.get(1), new JsonObject()).expect(200);
    capture(ofOne.get(2), amount(1).put("final", false)).expect(200);
    Collections.reverse(ofOne);

    assertThat(Pages.ids(admin, HOLDS, 2))
        .hasSize(6)
        .startsWith(atLocation)
        .endsWith(ofOne.toArray(String[]::new));
    assertThat(Pages.ids(admin, HOLDS + "?wallet_id=" + one, 2)).isEqualTo(ofOne);
    assertThat(Pages.ids(admin, HOLDS + "?location_id=" + location, 2)).containsExactly(atLocation);
    assertThat(Pages.ids(admin, HOLDS + "?status=captured", 2)).containsExactly(ofOne.get(3));
    assertThat(Pages.ids(admin, HOLDS + "?status=partially_captured&wallet_id=" + one, 2))
        .containsExactly(ofOne.get(2));
    assertThat(Pages.ids(admin, HOLDS + "?status=authorized&wallet_id=" + one, 1)).hasSize(3);
    assertThat(Pages.ids(admin, HOLDS + "?wallet_id=" + one + "&location_id=" + location, 2))
        .isEmpty();
    assertThat(Pages.ids(admin, HOLDS + "?status=expired", 2)).isEmpty();
    admin.get(HOLDS).data().forEach(Shapes::authorization);
  }

  private JsonObject get(JsonObject hold) {
    return get(hold.getString("id"));
  }

  private JsonObject get(String hold) {
    return admin.get(HOLDS + "/" + hold).json(200);
  }

  private Reply increment(String hold, long more) {
    return admin.post(HOLDS + "/" + hold + "/increment", amount(more));
  }

  private Reply capture(String hold, JsonObject body) {
    return admin.post(HOLDS + "/" + hold + "/capture", body);
  }

  private Reply release(String hold, JsonObject body) {
    return admin.post(HOLDS + "/" + hold + "/void", body);
  }

  private static Duration lifetime(JsonObject hold) {
    return Duration.between(
        Instant.parse(hold.getString("created_at")), Instant.parse(hold.getString("expires_at")));
  }

  private static void amounts(
      JsonObject hold, String status, long amount, long captured, long voided) {
    assertThat(hold.getString("status")).isEqualTo(status);
    assertThat(hold.getLong("amount")).isEqualTo(amount);
    assertThat(hold.getLong("captured_amount")).isEqualTo(captured);
    assertThat(hold.getLong("voided_amount")).isEqualTo(voided);
    assertThat(hold.getLong("remaining_amount")).isEqualTo(amount - captured - voided);
  }

  private static void wallet(JsonObject thing, long balance, long held, long available) {
    assertThat(thing.getJsonObject("wallet"))
        .isEqualTo(
            new JsonObject().put("balance", balance).put("held", held).put("available", available));
  }
}
