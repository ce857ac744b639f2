package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The same random operations, sent singly to one book, as a document to a second and in lines to a
 * third: they are answered the same, and leave the same. Among them are those that are declined,
 * not valid, repeated, or under a key that was used. A failure names its seed; {@code
 * -Dholdfast.batches.seed=n} runs that one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BatchModelIT {
  private static final int WALLETS = 4;
  private static final int ROUNDS = 12;
  private static final int OPERATIONS_MAX = 60;

  /** What differs between requests, or books. */
  private static final Set<String> OWN =
      Set.of("instance", "request_id", "actor", "created_at", "expires_at");

  /** A shop, and the ids it has for what all have. */
  private static final class Book {
    final Shop shop = Shop.open();
    final Client client = shop.admin();
    final List<String> wallets = new ArrayList<>();
    final List<String> holds = new ArrayList<>();
    final Map<String, String> names = new HashMap<>();

    Book(long[] funds) {
      for (long amount : funds) {
        wallets.add(shop.wallet(amount));
        names.put(wallets.get(wallets.size() - 1), "wallet " + wallets.size());
      }
    }

    /** The operation with this book's ids. */
    JsonObject own(JsonObject operation) {
      JsonObject own = operation.copy();
      if (own.getValue("wallet_id") instanceof Integer wallet) {
        own.put("wallet_id", wallets.get(wallet));
      }
      if (own.getValue("authorization_id") instanceof Integer hold) {
        own.put("authorization_id", holds.get(hold));
      }
      return own;
    }

    /** The answer without this book's ids. */
    String common(Batch.Result result) {
      JsonObject body = result.body().copy();
      if (result.status() == 201 && body.containsKey("requested_amount")) {
        name(body.getString("id"), "hold");
      } else if (result.status() == 201) {
        name(body.getString("id"), "transaction");
      }
      OWN.forEach(body::remove);
      for (String field : List.of("id", "wallet_id", "authorization_id")) {
        if (body.getString(field) != null) {
          body.put(field, names.get(body.getString(field)));
        }
      }
      return result.status() + " " + body.encode();
    }

    private void name(String id, String kind) {
      if (names.putIfAbsent(id, kind + " " + names.size()) == null && kind.equals("hold")) {
        holds.add(id);
      }
    }
  }

  @Test
  void aBatchIsTheSameOperationsSentSingly() {
    long seed = Long.getLong("holdfast.batches.seed", 20_865_138_548_424L);
    System.out.println("batches, seed " + seed);
    Random random = new Random(seed);
    long[] funds = random.longs(WALLETS, 0, 3_000).toArray();
    Book singly = new Book(funds);
    Book document = new Book(funds);
    Book lines = new Book(funds);
    List<JsonObject> sent = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<JsonObject> operations = new ArrayList<>();
      int count = 1 + random.nextInt(OPERATIONS_MAX);
      for (int i = 0; i < count; i++) {
        JsonObject operation = operation(random, singly.holds.size(), sent);
        operations.add(operation);
        sent.add(operation);
      }
      List<String> expected = new ArrayList<>();
      for (JsonObject operation : operations) {
        expected.add(singly.common(alone(singly.client, singly.own(operation))));
      }
      String what = "seed " + seed + ", round " + round;
      assertThat(batch(document, Batch.Form.DOCUMENT, operations)).as(what).isEqualTo(expected);
      assertThat(batch(lines, Batch.Form.LINES, operations)).as(what).isEqualTo(expected);
    }
    for (int i = 0; i < WALLETS; i++) {
      List<String> expected = history(singly, i);
      assertThat(history(document, i)).as("seed " + seed).isEqualTo(expected);
      assertThat(history(lines, i)).as("seed " + seed).isEqualTo(expected);
    }
  }

  private static List<String> batch(Book book, Batch.Form form, List<JsonObject> operations) {
    return form.send(book.client, operations.stream().map(book::own).toList()).stream()
        .map(book::common)
        .toList();
  }

  /** Everything that happened to a wallet, as numbers. */
  private static List<String> history(Book book, int wallet) {
    Object rows =
        book.shop
            .service()
            .sql(
                "SELECT string_agg(concat_ws(' ', sequence, kind, amount, held_change,"
                    + " balance_after, held_after, reference, note, metadata), E'\\n'"
                    + " ORDER BY sequence)"
                    + " FROM journal WHERE wallet = (SELECT number FROM wallets WHERE id = ?::uuid)",
                book.wallets.get(wallet));
    return rows == null ? List.of() : ((String) rows).lines().toList();
  }

  /** Sends an operation of a batch as the request that it stands for. */
  private static Batch.Result alone(Client client, JsonObject operation) {
    JsonObject body = operation.copy();
    String op = (String) body.remove("op");
    String key = (String) body.remove("idempotency_key");
    String hold = "/v1/authorizations/" + body.remove("authorization_id");
    String path =
        switch (op) {
          case "debit" -> "/v1/debits";
          case "credit" -> "/v1/credits";
          case "authorize" -> "/v1/authorizations";
          case "capture" -> hold + "/capture";
          case "void" -> hold + "/void";
          default -> throw new IllegalArgumentException(op);
        };
    Reply reply = client.post(path, key, body.encode());
    return new Batch.Result(reply.status(), reply.json());
  }

  private static JsonObject operation(Random random, int holds, List<JsonObject> sent) {
    int kind = random.nextInt(100);
    if (kind < 10 && !sent.isEmpty()) {
      // A copy, or another request under the same key.
      JsonObject again = sent.get(random.nextInt(sent.size())).copy();
      return kind < 7 || !again.containsKey("amount") ? again : again.put("amount", 1_234);
    } else if (kind < 40) {
      return plain(random, "debit").put("allow_partial", random.nextInt(5) == 0);
    } else if (kind < 60) {
      JsonObject credit = plain(random, "credit");
      return random.nextBoolean()
          ? credit.put("note", "n" + random.nextInt(100))
          : credit.put("type", random.nextBoolean() ? "refund" : "reward");
    } else if (kind < 75 || holds == 0) {
      return plain(random, "authorize")
          .put("metadata", new JsonObject().put("k", "v" + random.nextInt(9)));
    }
    JsonObject onHold =
        Batch.operation(
            kind < 88 ? "capture" : "void",
            new JsonObject().put("authorization_id", random.nextInt(holds)));
    if (random.nextBoolean()) {
      onHold.put("amount", 1 + random.nextInt(500));
    }
    if (kind < 88 && random.nextBoolean()) {
      onHold.put("final", random.nextBoolean());
    }
    return random.nextInt(20) == 0 ? onHold.put("amount", "much") : onHold;
  }

  private static JsonObject plain(Random random, String op) {
    JsonObject fields =
        new JsonObject()
            .put("wallet_id", random.nextInt(WALLETS))
            .put("amount", 1 + random.nextInt(800))
            .put("currency", "USD");
    switch (random.nextInt(25)) {
      case 0 -> fields.put("currency", "EUR");
      case 1 -> fields.put("amount", 1.5).put("unknown", true);
      case 2 -> fields.remove("currency");
      case 3 -> fields.put("wallet_id", "0199f2a4-1001-7c3d-9b1e-5a60c2d84f01");
      case 4 -> fields.put("metadata", new JsonArray());
      case 5 -> fields.put("amount", Long.MAX_VALUE);
      case 6 -> fields.put("location_id", "0199f2a4-1001-7c3d-9b1e-5a60c2d84f01");
      case 7 -> fields.put("reference", "x".repeat(101));
      case 8 -> fields.put("reference", "Żółć 🌍");
      default -> {}
    }
    return Batch.operation(op, fields);
  }
}
