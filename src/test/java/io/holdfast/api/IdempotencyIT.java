package io.holdfast.api;

import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One key, one effect. */
final class IdempotencyIT {
  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @ParameterizedTest
  @EnumSource
  void aReplayIsTheFirstAnswerWhateverHappenedSince(Movement movement) {
    Movement.Request request = movement.on(shop, shop.wallet(1000));
    Reply first = request.send("once").expect(movement.status());
    String wallet = request.wallet();
    admin.post("/v1/credits", move(wallet, 7)).expect(201);
    String after = shop.book(wallet);

    Reply again = request.send("once");

    assertThat(first.isReplay()).isFalse();
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).hasValue("true");
    assertThat(shop.book(wallet)).isEqualTo(after);
  }

  @ParameterizedTest
  @EnumSource
  void aReplayIsTheFirstAnswerAlsoWithAccountBalancesSwitchedOff(Movement movement) {
    Movement.Request request = movement.on(shop, shop.wallet(1000));
    Reply first = request.send("once").expect(movement.status());
    String after = shop.book(request.wallet());
    admin.put("/v1/settings", new JsonObject().put("account_balances_enabled", false)).expect(200);

    Reply again = request.send("once").expect(movement.status());

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.isReplay()).isTrue();
    request.with("amount", 2).send("once").problem(422, "idempotency_key_reused");
    request.send("twice").problem(402, "account_balances_disabled");
    assertThat(shop.book(request.wallet())).isEqualTo(after);
  }

  @ParameterizedTest
  @EnumSource
  void aHundredCopiesAtOnceHaveOneEffect(Movement movement) {
    Movement.Request request = movement.on(shop, shop.wallet(1000));
    long before = shop.look(request.wallet()).getLong("version");

    List<Reply> replies = ConcurrencyIT.atOnce(100, i -> request.later("storm"));

    assertThat(replies).extracting(Reply::status).isSubsetOf(movement.status(), 409);
    replies.stream()
        .filter(reply -> reply.status() == 409)
        .forEach(reply -> reply.problem(409, "idempotency_key_in_progress"));
    Set<String> bodies =
        replies.stream()
            .filter(reply -> reply.status() == movement.status())
            .map(Reply::body)
            .collect(Collectors.toSet());
    assertThat(bodies).hasSize(1);
    assertThat(replies.stream().filter(reply -> reply.status() < 300 && !reply.isReplay()))
        .hasSize(1);
    assertThat(shop.look(request.wallet()).getLong("version")).isEqualTo(before + 1);
    Reply later = request.send("storm").expect(movement.status());
    assertThat(later.isReplay()).isTrue();
    assertThat(bodies).containsExactly(later.body());
  }

  @ParameterizedTest
  @EnumSource
  void aKeyUsedForOneRequestIsRefusedForAnyOther(Movement movement) {
    String wallet = shop.wallet(1000);
    Movement.Request request = movement.on(shop, wallet);
    request.send("mine").expect(movement.status());
    String before = shop.book(wallet);
    for (Movement other : Movement.values()) {
      if (other != movement && other != Movement.REFUND && !other.isOnHold()) {
        other.on(shop, wallet).send("mine").problem(422, "idempotency_key_reused");
      }
    }
    request.with("amount", 2).send("mine").problem(422, "idempotency_key_reused");
    assertThat(shop.book(wallet)).isEqualTo(before);
  }

  @Test
  void aKeyUsedForOneHoldIsRefusedForAnotherOfTheWallet() {
    String wallet = shop.wallet(100);
    String one = shop.hold(wallet, 10);
    String other = shop.hold(wallet, 10);
    capture(one, "step").expect(200);

    capture(other, "step").problem(422, "idempotency_key_reused");
    admin
        .post("/v1/authorizations/" + one + "/void", "step", new JsonObject())
        .problem(422, "idempotency_key_reused");
    admin.post("/v1/debits", "step", move(wallet, 1)).problem(422, "idempotency_key_reused");
  }

  @Test
  void aKeyBelongsToItsWallet() {
    String one = shop.wallet(10);
    String other = shop.wallet(10);
    JsonObject first = admin.post("/v1/debits", "sale-1", move(one, 1)).json(201);
    Reply second = admin.post("/v1/debits", "sale-1", move(other, 1)).expect(201);
    assertThat(second.isReplay()).isFalse();
    assertThat(second.json().getString("id")).isNotEqualTo(first.getString("id"));
  }

  @Test
  void aKeyBelongsToItsBusiness() {
    Shop other = Shop.open();
    JsonObject body = Shop.opening("cl_same", "USD");
    admin.post("/v1/wallets", "open-1", body).expect(201);
    assertThat(other.admin().post("/v1/wallets", "open-1", body).expect(201).isReplay()).isFalse();
  }

  @Test
  void aKeyIsTheSameBareAndInQuotes() {
    String wallet = shop.wallet(10);
    Reply first = admin.post("/v1/debits", "k-1", move(wallet, 1)).expect(201);
    Reply quoted = admin.post("/v1/debits", "\"k-1\"", move(wallet, 1)).expect(201);
    assertThat(quoted.isReplay()).isTrue();
    assertThat(quoted.body()).isEqualTo(first.body());
    admin.post("/v1/debits", "\"k-2\"", move(wallet, 1)).expect(201);
    assertThat(admin.post("/v1/debits", "k-2", move(wallet, 1)).expect(201).isReplay()).isTrue();
    assertThat(admin.post("/v1/debits", "K-1", move(wallet, 1)).expect(201).isReplay()).isFalse();
    assertThat(shop.balance(wallet)).isEqualTo(7);
  }

  @Test
  void aKeyHas1To255VisibleCharacters() {
    String wallet = shop.wallet(10);
    admin.post("/v1/debits", "~", move(wallet, 1)).expect(201);
    admin.post("/v1/debits", "!".repeat(255), move(wallet, 1)).expect(201);
    admin.post("/v1/debits", "\"", move(wallet, 1)).expect(201);
    for (String key : new String[] {"a".repeat(256), "a b", "\"a b\"", "\"\"", ""}) {
      Reply reply = admin.post("/v1/debits", key, move(wallet, 1));
      assertThat(reply.status()).as(key).isEqualTo(400);
      assertThat(reply.json().getString("code")).isIn("invalid_request", "idempotency_key_missing");
    }
    assertThat(shop.balance(wallet)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"wallet_id\":\"%1$s\",\"amount\":5,\"currency\":\"USD\"}",
        " { \"currency\" :\n\"USD\",\t\"amount\":5 , \"wallet_id\":\"%1$s\" } ",
        "{\"wallet_id\":\"%1$s\",\"amount\":5,\"currency\":\"\\u0055SD\"}",
        "{\"wallet_id\":\"%1$s\",\"amount\":5,\"currency\":\"USD\",\"allow_partial\":false}",
        "{\"wallet_id\":\"%1$s\",\"amount\":5,\"currency\":\"USD\",\"metadata\":{}}"
      })
  void theSameFieldsAreTheSameRequest(String form) {
    String wallet = shop.wallet(100);
    Reply first = admin.post("/v1/debits", "form", move(wallet, 5)).expect(201);

    Reply again = admin.post("/v1/debits", "form", form.formatted(wallet));

    assertThat(again.expect(201).isReplay()).isTrue();
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(shop.balance(wallet)).isEqualTo(95);
  }

  @Test
  void whatIsLeftOutIsTheSameAsItsDefault() {
    String wallet = shop.wallet(100);
    String hold = shop.hold(wallet, 10);
    admin.post("/v1/credits", "c", move(wallet, 1)).expect(201);
    assertReplay(admin.post("/v1/credits", "c", move(wallet, 1).put("type", "deposit")));
    admin.post("/v1/authorizations/" + hold + "/capture", "h", "").expect(200);
    assertReplay(capture(hold, "h"));
    assertReplay(
        admin.post(
            "/v1/authorizations/" + hold + "/capture", "h", new JsonObject().put("final", true)));
    JsonObject metadata = new JsonObject().put("a", "1").put("b", "2");
    JsonObject turned = new JsonObject().put("b", "2").put("a", "1");
    admin.post("/v1/debits", "m", move(wallet, 1).put("metadata", metadata)).expect(201);
    assertReplay(admin.post("/v1/debits", "m", move(wallet, 1).put("metadata", turned)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "location_id", "allow_partial", "metadata"})
  void anyOtherFieldMakesAnotherRequest(String field) {
    String wallet = shop.wallet(100);
    admin.post("/v1/debits", "field", move(wallet, 5)).expect(201);
    Object value =
        switch (field) {
          case "allow_partial" -> true;
          case "location_id" -> shop.location("SoHo");
          case "metadata" -> new JsonObject().put("a", "1");
          default -> "x";
        };
    admin
        .post("/v1/debits", "field", move(wallet, 5).put(field, value))
        .problem(422, "idempotency_key_reused");
    assertThat(shop.balance(wallet)).isEqualTo(95);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEBIT", "AUTHORIZE", "INCREMENT", "ADJUST_DOWN"})
  void aDeclineIsReplayedThoughTheMoneyIsThereByNow(Movement movement) {
    String wallet = shop.wallet(100);
    Movement.Request request = movement.on(shop, wallet);
    long all = shop.available(wallet);
    Movement.Request much =
        request.with("amount", movement == Movement.ADJUST_DOWN ? -all - 1 : all + 1);
    Reply first = much.send("no");
    first.problem(402, "insufficient_funds");
    assertThat(first.isReplay()).isFalse();
    admin.post("/v1/credits", move(wallet, 1000)).expect(201);

    Reply again = much.send("no");

    assertThat(again.problem(402, "insufficient_funds").getLong("available")).isEqualTo(all);
    assertThat(again.isReplay()).isTrue();
    assertThat(shop.available(wallet)).isEqualTo(all + 1000);
    much.send("yes").expect(movement.status());
    request.send("no").problem(422, "idempotency_key_reused");
  }

  @Test
  void aWalletIsOpenedOnceUnderAKeyAndOpenedAllTheSameWithoutOne() {
    JsonObject body = Shop.opening("cl_key", "USD");
    Reply first = admin.post("/v1/wallets", "open", body).expect(201);
    admin.post("/v1/credits", move(first.json().getString("id"), 5)).expect(201);

    Reply again = admin.post("/v1/wallets", "open", body).expect(201);

    assertThat(again.isReplay()).isTrue();
    assertThat(again.body()).isEqualTo(first.body());
    admin
        .post("/v1/wallets", "open", Shop.opening("cl_other", "USD"))
        .problem(422, "idempotency_key_reused");
    admin.post("/v1/wallets", null, Shop.opening("cl_bare", "USD").encode()).expect(201);
  }

  private Reply capture(String hold, String key) {
    return admin.post("/v1/authorizations/" + hold + "/capture", key, new JsonObject());
  }

  private static void assertReplay(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
    assertThat(reply.isReplay()).isTrue();
  }
}
