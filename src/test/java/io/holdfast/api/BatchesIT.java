package io.holdfast.api;

import static io.holdfast.api.Batch.credit;
import static io.holdfast.api.Batch.debit;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many operations in one request, in both forms: each stands alone, in the order of its wallet. */
final class BatchesIT {
  private final Shop shop = Shop.open();
  private final Client client = shop.admin();

  @ParameterizedTest
  @EnumSource(Batch.Form.class)
  void operationsOnAWalletTakeEffectInTheOrderGiven(Batch.Form form) {
    String wallet = shop.wallet(0);
    List<JsonObject> operations =
        List.of(
            debit(wallet, 100),
            credit(wallet, 100),
            debit(wallet, 60),
            debit(wallet, 60),
            credit(wallet, 30),
            debit(wallet, 60),
            debit(wallet, 10),
            debit(wallet, 1));

    List<Batch.Result> results = form.send(client, operations);

    assertThat(Batch.statuses(results)).containsExactly(402, 201, 201, 402, 201, 201, 201, 402);
    assertThat(results.get(0).body().getLong("available")).isZero();
    assertThat(results.get(3).body().getLong("available")).isEqualTo(40);
    assertThat(balances(results)).containsExactly(100L, 40L, 70L, 10L, 0L);
  }

  @ParameterizedTest
  @EnumSource(Batch.Form.class)
  void thousandsOnOneWalletAreOneAfterTheOther(Batch.Form form) {
    String wallet = shop.wallet(4_000);
    List<JsonObject> operations = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      operations.add(i % 100 == 99 ? credit(wallet, 5) : debit(wallet, 1));
    }

    List<Batch.Result> results = form.send(client, operations);

    assertThat(Batch.statuses(results)).containsOnly(201);
    long balance = 4_000;
    for (int i = 0; i < 3_000; i++) {
      balance += i % 100 == 99 ? 5 : -1;
      assertThat(results.get(i).body().getLong("balance_after"))
          .as("operation %s", i)
          .isEqualTo(balance);
    }
  }

  @ParameterizedTest
  @EnumSource(Batch.Form.class)
  void aBatchSentAgainIsAnsweredTheSame(Batch.Form form) {
    List<JsonObject> operations = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String wallet = shop.wallet(100);
      operations.add(debit(wallet, 60));
      operations.add(debit(wallet, 60));
    }

    List<Batch.Result> first = form.send(client, operations);
    List<Batch.Result> again = form.send(client, operations);

    assertThat(Batch.statuses(first)).containsOnly(201, 402);
    assertThat(again.stream().map(BatchesIT::lasting).toList())
        .isEqualTo(first.stream().map(BatchesIT::lasting).toList());
  }

  @Test
  void twoOperationsUnderOneKeyAreARequestAndItsCopy() {
    String wallet = shop.wallet(100);
    JsonObject one = debit(wallet, 10);
    JsonObject other = one.copy().put("amount", 11);

    List<Batch.Result> results = Batch.send(client, List.of(one, one, other));

    assertThat(Batch.statuses(results)).containsExactly(201, 201, 422);
    assertThat(results.get(1).body()).isEqualTo(results.get(0).body());
    assertThat(results.get(2).code()).isEqualTo("idempotency_key_reused");
    assertThat(shop.balance(wallet)).isEqualTo(90);
  }

  @Test
  void anOperationOfABatchAndARequestByItselfAreTheSameRequest() {
    String wallet = shop.wallet(100);
    String key = Client.newKey();
    JsonObject alone = client.post("/v1/debits", key, Shop.move(wallet, 10)).json(201);

    List<Batch.Result> results =
        Batch.send(client, List.of(Batch.operation("debit", key, Shop.move(wallet, 10))));

    assertThat(results.get(0).body()).isEqualTo(alone);
    assertThat(shop.balance(wallet)).isEqualTo(90);
  }

  @ParameterizedTest
  @EnumSource(Batch.Form.class)
  void twoIdenticalBatchesAtOnceMoveEverythingOnce(Batch.Form form) {
    List<String> wallets = IntStream.range(0, 20).mapToObj(i -> shop.wallet(1_000)).toList();
    List<JsonObject> operations = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      operations.add(debit(wallets.get(i % 20), 1));
    }
    Collections.shuffle(operations, new Random(7));

    List<CompletableFuture<List<Batch.Result>>> both =
        IntStream.range(0, 2)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> form.send(client, operations)))
            .toList();
    List<Batch.Result> one = both.get(0).join();
    List<Batch.Result> other = both.get(1).join();

    assertThat(wallets.stream().map(shop::balance)).containsOnly(950L);
    for (int i = 0; i < 1_000; i++) {
      // A copy is answered the same, or that the first one is under way.
      assertThat(one.get(i).status()).isIn(201, 409);
      assertThat(other.get(i).status()).isIn(201, 409);
      if (one.get(i).status() == 201 && other.get(i).status() == 201) {
        assertThat(one.get(i).body().getString("id"))
            .isEqualTo(other.get(i).body().getString("id"));
      }
    }
  }

  @Test
  void anAuthorizationIsCapturedInTheRequestThatMadeIt() throws Exception {
    String wallet = shop.wallet(1_000);
    try (BatchStream stream = new BatchStream(client.port(), shop.secret())) {
      stream.write(Batch.operation("authorize", Shop.move(wallet, 400)));
      Batch.Result hold = stream.read();
      assertThat(hold.status()).isEqualTo(201);

      JsonObject capture = new JsonObject().put("authorization_id", hold.body().getString("id"));
      stream.write(Batch.operation("capture", capture.put("amount", 300)));
      Batch.Result captured = stream.read();
      stream.end();

      assertThat(captured.status()).isEqualTo(200);
      assertThat(captured.body().getString("status")).isEqualTo("captured");
      assertThat(stream.isOver()).isTrue();
    }
    assertThat(shop.available(wallet)).isEqualTo(700);
  }

  @Test
  void aTillIsServedWhileABatchRuns() {
    List<JsonObject> operations = new ArrayList<>();
    List<String> wallets = IntStream.range(0, 50).mapToObj(i -> shop.wallet(100_000)).toList();
    for (int i = 0; i < 10_000; i++) {
      operations.add(debit(wallets.get(i % 50), 1));
    }
    CompletableFuture<List<Batch.Result>> batch =
        CompletableFuture.supplyAsync(() -> Batch.send(client, operations));
    String till = shop.wallet(10_000);
    int served = 0;
    while (!batch.isDone()) {
      client.post("/v1/debits", Shop.move(till, 1)).expect(201);
      served++;
    }

    assertThat(Batch.statuses(batch.join())).containsOnly(201);
    assertThat(served).isGreaterThan(5);
  }

  @Test
  void moreBatchesThanABusinessMayHaveAreRefusedBeforeAnythingIsDone() throws Exception {
    String wallet = shop.wallet(100);
    List<BatchStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        BatchStream stream = new BatchStream(client.port(), shop.secret());
        open.add(stream);
        stream.write(debit(wallet, 1));
        assertThat(stream.read().status()).isEqualTo(201);
      }
      Reply ninth = client.post(Batch.PATH, null, Batch.document(List.of(debit(wallet, 1))));
      ninth.problem(429, "rate_limited");
      assertThat(shop.balance(wallet)).isEqualTo(92);
      open.get(0).end();
      assertThat(open.get(0).isOver()).isTrue();
      assertThat(Batch.statuses(Batch.send(client, List.of(debit(wallet, 1)))))
          .containsExactly(201);
    } finally {
      for (BatchStream stream : open) {
        stream.close();
      }
    }
  }

  @Test
  void whatIsNotAnsweredInTimeIsNotApplied() {
    List<String> wallets = IntStream.range(0, 300).mapToObj(i -> shop.wallet(100)).toList();
    List<JsonObject> operations = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      operations.add(debit(wallets.get(i % 300), 1));
    }

    Reply reply =
        client.send(
            client
                .request(Batch.PATH, Batch.document(operations), "POST")
                .header("Request-Timeout-Ms", "15"),
            null);

    List<Batch.Result> results = Batch.results(reply);
    assertThat(Batch.statuses(results)).contains(503);
    long done = 0;
    for (Batch.Result result : results) {
      done += result.status() == 201 ? 1 : 0;
      if (result.status() != 201) {
        assertThat(result.body().getString("outcome")).isEqualTo("not_applied");
      }
    }
    assertThat(wallets.stream().mapToLong(shop::balance).sum()).isEqualTo(300 * 100 - done);
  }

  @Test
  void aRevokedKeyEndsABatchThatIsUnderWay() throws Exception {
    JsonObject key = shop.key("gateway");
    String wallet = shop.wallet(100);
    try (BatchStream stream = new BatchStream(client.port(), key.getString("secret"))) {
      stream.write(debit(wallet, 1));
      assertThat(stream.read().status()).isEqualTo(201);
      client.delete("/v1/api-keys/" + key.getString("id")).expect(204);
      TestServers.awaitUntil(
          "the key opens nothing any more",
          () -> {
            try {
              stream.write(debit(wallet, 1));
              return stream.read().status() == 401;
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          });
    }
  }

  private static List<Long> balances(List<Batch.Result> results) {
    return results.stream()
        .map(result -> result.body().getLong("balance_after"))
        .filter(balance -> balance != null)
        .toList();
  }

  /** A result without what is another for each request. */
  private static JsonObject lasting(Batch.Result result) {
    JsonObject body = result.body().copy();
    body.remove("request_id");
    return body.put("status", result.status());
  }
}
