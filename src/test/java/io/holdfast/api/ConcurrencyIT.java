package io.holdfast.api;

import static io.holdfast.api.Shop.amount;
import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many tills at one wallet, each on a connection of its own. */
final class ConcurrencyIT {
  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @RepeatedTest(5)
  void ofAHundredDebitsOfAHundredAllAreApproved() {
    String wallet = shop.wallet(100);

    List<Reply> replies = atOnce(100, i -> debit(wallet));

    assertThat(replies).extracting(Reply::status).containsOnly(201);
    assertThat(replies)
        .extracting(reply -> reply.json().getLong("balance_after"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 100).mapToObj(i -> (long) i).toList());
    assertThat(shop.look(wallet).getLong("available")).isZero();
    assertThat(shop.history(wallet)).hasSize(101);
  }

  @RepeatedTest(5)
  void ofAHundredAndOneDebitsOfAHundredExactlyOneIsDeclined() {
    String wallet = shop.wallet(100);

    List<Reply> replies = atOnce(101, i -> debit(wallet));

    assertThat(replies).extracting(Reply::status).containsOnly(201, 402);
    List<Reply> declined = replies.stream().filter(reply -> reply.status() == 402).toList();
    assertThat(declined).hasSize(1);
    assertThat(declined.get(0).problem(402, "insufficient_funds").getLong("available")).isZero();
    assertThat(shop.balance(wallet)).isZero();
    assertThat(shop.history(wallet)).hasSize(101);
  }

  @RepeatedTest(3)
  void holdsAndDebitsTogetherNeverTakeMoreThanThereIs() {
    String wallet = shop.wallet(100);

    List<Reply> replies =
        atOnce(
            120,
            i ->
                i % 2 == 0
                    ? debit(wallet)
                    : admin.postLater("/v1/authorizations", Client.newKey(), move(wallet, 1)));

    assertThat(replies).extracting(Reply::status).containsOnly(201, 402);
    assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(100);
    JsonObject after = shop.look(wallet);
    assertThat(after.getLong("available")).isZero();
    assertThat(after.getLong("balance")).isEqualTo(after.getLong("held"));
  }

  @Test
  void depositsAndDebitsTogetherAddUp() {
    String wallet = shop.wallet(1000);

    List<Reply> replies =
        atOnce(
            200,
            i ->
                i % 2 == 0
                    ? debit(wallet)
                    : admin.postLater("/v1/credits", Client.newKey(), move(wallet, 3)));

    assertThat(replies).extracting(Reply::status).containsOnly(201);
    assertThat(shop.balance(wallet)).isEqualTo(1200);
    assertThat(shop.available(wallet)).isEqualTo(1200);
  }

  @RepeatedTest(3)
  void ofManyCapturesOfOneHoldItIsCapturedOnce() {
    String wallet = shop.wallet(1000);
    String hold = shop.hold(wallet, 100);
    String path = "/v1/authorizations/" + hold + "/capture";

    List<Reply> replies = atOnce(50, i -> admin.postLater(path, Client.newKey(), new JsonObject()));

    assertThat(replies).extracting(Reply::status).containsOnly(200, 409);
    assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
    assertThat(shop.available(wallet)).isEqualTo(900);
    assertThat(shop.balance(wallet)).isEqualTo(900);
  }

  @Test
  void manyRefundsOfOneDebitGiveItBackOnce() {
    String wallet = shop.wallet(100);
    String debit = admin.post("/v1/debits", move(wallet, 100)).json(201).getString("id");
    String path = "/v1/transactions/" + debit + "/refund";

    List<Reply> replies = atOnce(50, i -> admin.postLater(path, Client.newKey(), amount(10)));

    assertThat(replies).extracting(Reply::status).containsOnly(201, 422);
    assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(10);
    assertThat(shop.balance(wallet)).isEqualTo(100);
  }

  @Test
  void ofManyWhoOpenTheSameWalletOneDoes() {
    JsonObject body = Shop.opening("cl_rush", "USD");

    List<Reply> replies = atOnce(50, i -> admin.postLater("/v1/wallets", Client.newKey(), body));

    assertThat(replies).extracting(Reply::status).containsOnly(201, 409);
    assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
    assertThat(admin.get("/v1/wallets?client_reference=cl_rush").data()).hasSize(1);
  }

  @Test
  void aVoidIsSpendableAsSoonAsItIsAnswered() {
    String wallet = shop.wallet(50);
    for (int round = 0; round < 20; round++) {
      String hold = shop.hold(wallet, 50);
      admin.post("/v1/debits", move(wallet, 1)).problem(402, "insufficient_funds");
      admin.post("/v1/authorizations/" + hold + "/void", new JsonObject()).expect(200);
      admin.post("/v1/debits", move(wallet, 50)).expect(201);
      admin.post("/v1/credits", move(wallet, 50)).expect(201);
    }
    assertThat(shop.available(wallet)).isEqualTo(50);
  }

  private CompletableFuture<Reply> debit(String wallet) {
    return admin.postLater("/v1/debits", Client.newKey(), move(wallet, 1));
  }

  static List<Reply> atOnce(int count, IntFunction<CompletableFuture<Reply>> request) {
    List<CompletableFuture<Reply>> pending = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pending.add(request.apply(i));
    }
    return pending.stream().map(CompletableFuture::join).toList();
  }
}
