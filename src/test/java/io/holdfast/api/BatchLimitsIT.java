package io.holdfast.api;

import static io.holdfast.api.Batch.debit;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch may not be, and what is told of an operation that is none. */
final class BatchLimitsIT {
  private static final int BYTES_MAX = 8 << 20;

  private final Shop shop = Shop.open();
  private final Client client = shop.admin();
  private final String wallet = shop.wallet(100_000);

  @Test
  void tenThousandOperationsAreTakenAndOneMoreIsNot() {
    List<JsonObject> operations = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      operations.add(debit(wallet, 1));
    }
    assertThat(Batch.statuses(Batch.send(client, operations))).containsOnly(201);
    String before = shop.book(wallet);

    List<JsonObject> more = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      more.add(debit(wallet, 1));
    }
    Reply refused = client.post(Batch.PATH, null, Batch.document(more));

    refused.problem(400, "invalid_request");
    assertThat(refused.pointers()).containsExactly("/operations");
    assertThat(shop.book(wallet)).isEqualTo(before);
  }

  @Test
  void ofTooManyLinesThoseBehindTheTenThousandthAreNotDone() {
    List<JsonObject> lines = new ArrayList<>(Collections.nCopies(10_000, new JsonObject()));
    lines.add(debit(wallet, 1));
    lines.add(debit(wallet, 1));
    String before = shop.book(wallet);

    List<Batch.Result> results = Batch.lineResults(Batch.postLines(client, Batch.lines(lines)));

    assertThat(results).hasSize(10_001);
    assertThat(results.get(10_000).code()).isEqualTo("invalid_request");
    assertThat(results.get(10_000).body().getJsonArray("errors").encode())
        .contains("at most 10000");
    assertThat(shop.book(wallet)).isEqualTo(before);
  }

  @Test
  void aBodyOfEightMebibytesIsTakenAndOneByteMoreIsNot() {
    String document = Batch.document(List.of(debit(wallet, 1)));
    String whole = document + " ".repeat(BYTES_MAX - document.length());
    assertThat(Batch.statuses(Batch.results(client.post(Batch.PATH, null, whole))))
        .containsExactly(201);
    String before = shop.book(wallet);
    String other = Batch.document(List.of(debit(wallet, 1)));

    String large = other + " ".repeat(BYTES_MAX + 1 - other.length());

    client.post(Batch.PATH, null, large).problem(413, "payload_too_large");
    assertThat(shop.book(wallet)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"operations\":null}",
        "{\"operations\":{}}",
        "{\"operations\":[]}",
        "{\"operations\":[%s,]}",
        "{\"operations\":[,%s]}",
        "{\"operations\":[%s %s]}",
        "{\"operations\":[%s]",
        "{\"operations\":[%s]}x",
        "{\"operations\":[%s],\"more\":1}",
        "{\"operations\":[%s],\"operations\":[]}",
        "{\"operations\":[%s,{\"op\":\"debit\",}]}",
        "{\"operations\":[%s,tru]}",
        "{\"operations\":[%s,{\"op\":}]}",
        "{operations:[%s]}",
        "{\"operations\" [%s]}",
        "{\"operations\":[%s,\"\\uD800]}",
        "{\"operations\":[%s],}",
        "{,\"operations\":[%s]}"
      })
  void aDocumentThatIsNoBatchIsRefusedWithNothingDone(String form) {
    String before = shop.book(wallet);
    String operation = debit(wallet, 1).encode();

    Reply reply = client.post(Batch.PATH, null, form.replace("%s", operation));

    reply.problem(400, "invalid_request");
    assertThat(shop.book(wallet)).isEqualTo(before);
  }

  @Test
  void aDocumentMayBeWrittenInAnyWay() {
    String operation = debit(wallet, 1).put("reference", "a \"}], [{\\ b").encode();
    String late =
        "{\"amount\": 1, \"wallet_id\":\""
            + wallet
            + "\",\"currency\":\"USD\",\n\t\"idempotency_key\""
            + ":\"late\", \"op\" : \"debit\"}";

    Reply reply =
        client.post(
            Batch.PATH,
            null,
            " \r\n{ \"operations\"\t: [ " + operation + " ,\n" + late + " ] } \n");

    assertThat(Batch.statuses(Batch.results(reply))).containsExactly(201, 201);
  }

  @ParameterizedTest
  @EnumSource(Batch.Form.class)
  void anOperationThatIsNotValidIsToldSoInItsOwnResult(Batch.Form form) {
    List<JsonObject> operations =
        List.of(
            debit(wallet, 1),
            new JsonObject().put("op", "pay"),
            new JsonObject().put("idempotency_key", "k"),
            Batch.operation("debit", new JsonObject().put("amount", "1").put("what", 2)),
            Batch.operation("capture", new JsonObject()),
            new JsonObject().put("op", "debit").mergeIn(Shop.move(wallet, 1)),
            debit(wallet, 1).put("idempotency_key", "two words"),
            debit(wallet, 1).put("reference", "x".repeat(70_000)),
            debit(wallet, 0),
            debit(wallet, 1));

    List<Batch.Result> results = form.send(client, operations);

    assertThat(Batch.statuses(results))
        .containsExactly(201, 400, 400, 400, 400, 400, 400, 413, 422, 201);
    assertThat(pointers(results.get(1))).containsExactly("/op");
    assertThat(pointers(results.get(2))).containsExactly("/op");
    assertThat(pointers(results.get(3)))
        .containsExactly("/amount", "/what", "/wallet_id", "/currency");
    assertThat(pointers(results.get(4))).containsExactly("/authorization_id");
    assertThat(results.get(5).code()).isEqualTo("idempotency_key_missing");
    assertThat(pointers(results.get(6))).containsExactly("/idempotency_key");
    assertThat(results.get(8).code()).isEqualTo("amount_out_of_range");
    for (int i = 1; i < 9; i++) {
      assertThat(results.get(i).body().getString("instance"))
          .isEqualTo("/v1/batches#/operations/" + i);
    }
  }

  @Test
  void aLineThatIsNoJsonIsToldSoAndTheNextGoesOn() {
    String lines =
        String.join(
            "\n",
            debit(wallet, 1).encode(),
            "",
            "{\"op\":\"debit\",",
            "nonsense",
            "[]",
            debit(wallet, 1).encode() + "\r");

    List<Batch.Result> results = Batch.lineResults(Batch.postLines(client, lines));

    assertThat(Batch.statuses(results)).containsExactly(201, 400, 400, 400, 201);
  }

  @Test
  void linesWithoutAnOperationAreNoBatch() {
    Batch.postLines(client, "\n \n").problem(400, "invalid_request");
  }

  @Test
  void aBatchIsForGatewaysAndEachOperationForWhoMay() {
    List<JsonObject> operations =
        List.of(
            debit(wallet, 1),
            Batch.credit(wallet, 1).put("type", "reward"),
            Batch.operation("authorize", Shop.move(wallet, 1)));

    assertThat(Batch.statuses(Batch.send(shop.with("gateway"), operations))).containsOnly(201);
    shop.with("checkout")
        .post(Batch.PATH, null, Batch.document(operations))
        .problem(403, "forbidden");
  }

  @Test
  void walletsOfAnotherBusinessAreNotFound() {
    String hold = shop.hold(wallet, 10);
    Client stranger = Shop.open().with("gateway");

    List<Batch.Result> results =
        Batch.send(
            stranger,
            List.of(
                debit(wallet, 1),
                Batch.credit(wallet, 1),
                Batch.operation("capture", new JsonObject().put("authorization_id", hold)),
                Batch.operation("void", new JsonObject().put("authorization_id", hold))));

    assertThat(Batch.statuses(results)).containsOnly(404);
    client.post("/v1/authorizations/" + hold + "/void", new JsonObject()).expect(200);
    assertThat(shop.balance(wallet)).isEqualTo(100_000);
  }

  @Test
  void withAccountBalancesSwitchedOffNothingMoves() {
    JsonObject done = debit(wallet, 1);
    List<Batch.Result> first = Batch.send(client, List.of(done));
    client.put("/v1/settings", new JsonObject().put("account_balances_enabled", false)).expect(200);
    String before = shop.book(wallet);

    List<Batch.Result> results = Batch.send(client, List.of(debit(wallet, 1), done));

    assertThat(results.get(0).code()).isEqualTo("account_balances_disabled");
    assertThat(results.get(1)).isEqualTo(first.get(0));
    assertThat(shop.book(wallet)).isEqualTo(before);
  }

  @Test
  void anotherTypeOfBodyIsNotTaken() {
    client
        .send(
            client
                .request(Batch.PATH)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x")))
        .problem(415, "unsupported_media_type");
  }

  private static List<String> pointers(Batch.Result result) {
    return result.body().getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("pointer"))
        .toList();
  }
}
