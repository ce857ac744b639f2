package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every figure of every report, against what the API did and what the wallets say. */
final class ReportsIT {
  private static final int OPERATIONS = 160;

  private final Shop shop = Shop.open();
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<String> places = new ArrayList<>();
  private final List<String> wallets = new ArrayList<>();

  /** All movements, in the order in which they were made. */
  private final List<JsonObject> made = new ArrayList<>();

  private final List<String> holds = new ArrayList<>();
  private String middle;

  @BeforeEach
  void trade() {
    places.add(null);
    for (String name : List.of("Harbour", "=Main Street", "Station")) {
      places.add(shop.location(name));
    }
    for (String currency : List.of("USD", "USD", "EUR")) {
      String id = shop.wallet(0, currency);
      shop.admin()
          .patch("/v1/wallets/" + id, new JsonObject().put("credit_limit", 3_000))
          .expect(200);
      wallets.add(id);
    }
    for (int i = 0; i < OPERATIONS; i++) {
      if (i == OPERATIONS / 2) {
        middle =
            shop.service()
                .sql(
                    "SELECT to_char(clock_timestamp() + interval '2 ms',"
                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")
                .toString();
        shop.service().sql("SELECT pg_sleep(0.01)");
      }
      operate();
    }
  }

  private void operate() {
    String wallet = pick(wallets);
    JsonObject body =
        Shop.move(wallet, 1 + random.nextInt(900))
            .put("currency", shop.look(wallet).getString("currency"));
    JsonObject placed =
        body.copy().put("location_id", pick(places)).put("reference", "sale-" + made.size());
    switch (random.nextInt(10)) {
      case 0, 1 -> keep(shop.admin().post("/v1/credits", placed));
      case 2 -> keep(shop.admin().post("/v1/credits", placed.put("type", "reward")));
      case 3 -> keep(shop.admin().post("/v1/credits", placed.put("type", "refund")));
      case 4, 5 -> keep(shop.admin().post("/v1/debits", placed));
      case 6 ->
          keep(
              shop.admin()
                  .post(
                      "/v1/adjustments",
                      body.put(
                          "amount",
                          random.nextBoolean()
                              ? 1 + random.nextInt(200)
                              : -1 - random.nextInt(200))));
      case 7 -> {
        Reply held = shop.admin().post("/v1/authorizations", placed);
        if (held.status() == 201) {
          holds.add(held.json().getString("id"));
        }
      }
      case 8 -> captureOrVoid();
      default -> refund();
    }
  }

  private void captureOrVoid() {
    if (!holds.isEmpty()) {
      String hold = pick(holds);
      boolean captures = random.nextInt(3) > 0;
      JsonObject body = Shop.amount(1 + random.nextInt(300));
      Reply reply =
          shop.admin()
              .post(
                  "/v1/authorizations/" + hold + (captures ? "/capture" : "/void"),
                  captures ? body.put("final", random.nextBoolean()) : body);
      if (captures && reply.status() == 200) {
        String wallet = reply.json().getString("wallet_id");
        made.add(shop.history(wallet).get(0));
      }
    }
  }

  private void refund() {
    List<JsonObject> spent = made.stream().filter(is("debit").or(is("capture"))).toList();
    if (!spent.isEmpty()) {
      String id = pick(spent).getString("id");
      keep(
          shop.admin()
              .post("/v1/transactions/" + id + "/refund", Shop.amount(1 + random.nextInt(200))));
    }
  }

  private void keep(Reply reply) {
    if (reply.status() == 201) {
      made.add(reply.json());
    }
  }

  @Test
  void eachFigureIsTheOneOfTheJournal() {
    for (String period : List.of("", "?to=" + middle, "?from=" + middle)) {
      List<JsonObject> inside = made.stream().filter(in(period)).toList();
      JsonObject usage = report("usage" + period);
      assertThat(ids(usage, "transaction_id"))
          .as("seed %s", seed)
          .containsExactlyInAnyOrderElementsOf(
              inside.stream()
                  .filter(is("debit").or(is("capture")).or(givesBack()))
                  .map(each -> each.getString("id"))
                  .toList());
      JsonObject deposits = report("deposits" + period);
      assertThat(ids(deposits, "transaction_id"))
          .containsExactlyElementsOf(
              inside.stream().filter(is("deposit")).map(each -> each.getString("id")).toList());
      JsonObject liability = report("liability" + period);
      rollsForward(liability);
      for (String currency : List.of("USD", "EUR")) {
        JsonObject total = total(liability, currency);
        assertThat(total.getLong("spend") - total.getLong("refunds"))
            .as("seed %s", seed)
            .isEqualTo(total(usage, currency).getLong("amount"));
        assertThat(total.getLong("loads")).isEqualTo(total(deposits, currency).getLong("amount"));
        assertThat(total.getLong("rewards")).isEqualTo(sum(inside, currency, is("reward")));
        assertThat(total.getLong("adjustments")).isEqualTo(sum(inside, currency, is("adjustment")));
        assertThat(total.getLong("credited_refunds"))
            .isEqualTo(sum(inside, currency, is("refund").and(givesBack().negate())));
      }
      settles(report("settlement" + period), period);
    }
    JsonObject before = report("liability?to=" + middle);
    JsonObject after = report("liability?from=" + middle);
    for (String currency : List.of("USD", "EUR")) {
      long wallets =
          this.wallets.stream()
              .map(shop::look)
              .filter(each -> each.getString("currency").equals(currency))
              .mapToLong(each -> each.getLong("balance"))
              .sum();
      assertThat(total(after, currency).getLong("opening"))
          .isEqualTo(total(before, currency).getLong("closing"));
      assertThat(total(after, currency).getLong("closing")).as("seed %s", seed).isEqualTo(wallets);
    }
  }

  @Test
  void balancesAndHoldsAreThoseOfTheWallets() {
    for (JsonObject row : rows(report("balances"))) {
      JsonObject wallet = shop.look(row.getString("wallet_id"));
      assertThat(row.getLong("amount")).isEqualTo(wallet.getLong("balance"));
      assertThat(row.getLong("held")).isEqualTo(wallet.getLong("held"));
      assertThat(row.getLong("available")).isEqualTo(wallet.getLong("available"));
    }
    JsonObject then = report("balances?at=" + middle);
    assertThat(rows(then)).hasSize(wallets.size());
    for (JsonObject row : rows(then)) {
      String path = "/v1/wallets/" + row.getString("wallet_id") + "/balance?at=" + middle;
      assertThat(row.getLong("amount"))
          .isEqualTo(shop.admin().get(path).json(200).getLong("balance"));
    }
    JsonObject holds = report("holds");
    for (String currency : List.of("USD", "EUR")) {
      long held =
          wallets.stream()
              .map(shop::look)
              .filter(each -> each.getString("currency").equals(currency))
              .mapToLong(each -> each.getLong("held"))
              .sum();
      assertThat(total(holds, currency).getLong("remaining_amount"))
          .as("seed %s", seed)
          .isEqualTo(held);
    }
    assertThat(ids(holds, "created_at")).isSorted();
  }

  @Test
  void aLocationsReportIsItsPartOfTheWhole() {
    for (String name : List.of("usage", "deposits", "holds", "liability")) {
      JsonObject whole = report(name);
      for (String place : places.subList(1, places.size())) {
        assertThat(report(name + "?location_id=" + place).getJsonArray("data").stream().toList())
            .as("%s, seed %s", name, seed)
            .containsExactlyElementsOf(
                rows(whole).stream()
                    .filter(row -> place.equals(row.getString("location_id")))
                    .map(Object.class::cast)
                    .toList());
      }
    }
  }

  @Test
  void theSameRowsComeAsCsv() {
    for (String name :
        List.of("usage", "balances", "deposits", "liability", "settlement", "holds")) {
      Client reader = shop.with("view_reports");
      Reply csv =
          reader.send(reader.request("/v1/reports/" + name).header("Accept", "text/csv").GET());
      assertThat(csv.header("Content-Type")).hasValue("text/csv; charset=utf-8");
      assertThat(csv.header("Content-Disposition").orElse("")).contains(name + ".csv");
      assertThat(csv.expect(200).body().split("\r\n", -1)).hasSize(rows(report(name)).size() + 2);
      assertThat(csv.body()).doesNotContain(",=", ",\"=");
    }
  }

  @Test
  void aLinkCanSayTheForm() {
    Client reader = shop.with("view_reports");
    Reply csv =
        reader.send(
            reader
                .request("/v1/reports/usage?format=csv")
                .header("Accept", "text/html, */*;q=0.8")
                .GET());
    assertThat(csv.expect(200).header("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(csv.header("Content-Disposition").orElse("")).contains("usage.csv");
    Reply json =
        reader.send(
            reader.request("/v1/reports/usage?format=json").header("Accept", "text/csv").GET());
    assertThat(rows(json.json(200))).isNotEmpty();
    assertThat(reader.get("/v1/reports/usage?format=pdf").expect(400).pointers())
        .containsExactly("format");
  }

  @Test
  void whatCannotBeAskedIsSaid() {
    Client reader = shop.with("view_reports");
    assertThat(
            reader.get("/v1/reports/usage?from=" + middle + "&to=" + middle).expect(400).pointers())
        .containsExactly("to");
    assertThat(reader.get("/v1/reports/usage?from=today&limit=5").expect(400).pointers())
        .containsExactlyInAnyOrder("from", "limit");
    reader.get("/v1/reports/holds?location_id=" + Client.newKey()).problem(422, "unknown_location");
    shop.with("checkout").get("/v1/reports/usage").problem(403, "forbidden");
  }

  /** By location, and all of them: opening and what changed it make the closing. */
  private void rollsForward(JsonObject liability) {
    List<JsonObject> all = new ArrayList<>(rows(liability));
    JsonArray totals = liability.getJsonObject("totals").getJsonArray("currencies");
    totals.forEach(each -> all.add((JsonObject) each));
    for (JsonObject row : all) {
      long closing = row.getLong("opening") - row.getLong("spend");
      for (String part :
          List.of(
              "loads", "rewards", "memberships", "refunds", "credited_refunds", "adjustments")) {
        closing += row.getLong(part);
      }
      assertThat(row.getLong("closing")).as("seed %s: %s", seed, row).isEqualTo(closing);
    }
  }

  /**
   * Against the plain way: a queue for each wallet of what came in, and one of what went out first.
   */
  private void settles(JsonObject settlement, String period) {
    Map<String, Long> expected = new TreeMap<>();
    Map<String, Deque<long[]>> open = new HashMap<>();
    Predicate<JsonObject> inside = in(period);
    for (JsonObject move : made) {
      if (period.startsWith("?to") && !inside.test(move)) {
        continue;
      }
      int place = places.indexOf(move.getString("location_id"));
      long rest = move.getLong("amount");
      Deque<long[]> queue =
          open.computeIfAbsent(move.getString("wallet_id"), id -> new ArrayDeque<>());
      while (rest != 0 && !queue.isEmpty() && queue.peek()[0] > 0 != rest > 0) {
        long[] first = queue.peek();
        long piece = Math.min(Math.abs(first[0]), Math.abs(rest));
        int from = rest > 0 ? place : (int) first[1];
        int to = rest > 0 ? (int) first[1] : place;
        if (from != to && inside.test(move)) {
          expected.merge(from + ">" + to + move.getString("currency"), piece, Long::sum);
        }
        first[0] -= Long.signum(first[0]) * piece;
        rest -= Long.signum(rest) * piece;
        if (first[0] == 0) {
          queue.poll();
        }
      }
      if (rest != 0) {
        queue.add(new long[] {rest, place});
      }
    }
    Map<String, Long> reported = new TreeMap<>();
    Map<String, Long> nets = new TreeMap<>();
    for (JsonObject row : rows(settlement)) {
      int from = places.indexOf(row.getString("loaded_at_id"));
      int to = places.indexOf(row.getString("spent_at_id"));
      String currency = row.getString("currency");
      reported.put(from + ">" + to + currency, row.getLong("amount"));
      nets.merge(from + currency, -row.getLong("amount"), Long::sum);
      nets.merge(to + currency, row.getLong("amount"), Long::sum);
    }
    assertThat(reported).as("seed %s, %s", seed, period).isEqualTo(expected);
    assertThat(nets.values().stream().mapToLong(Long::longValue).sum()).isZero();
  }

  private JsonObject report(String path) {
    return shop.with("view_reports").get("/v1/reports/" + path).json(200);
  }

  private static List<JsonObject> rows(JsonObject report) {
    return report.getJsonArray("data").stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> ids(JsonObject report, String column) {
    return rows(report).stream().map(row -> row.getString(column)).toList();
  }

  private static JsonObject total(JsonObject report, String currency) {
    return report.getJsonObject("totals").getJsonArray("currencies").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("currency").equals(currency))
        .findFirst()
        .orElseGet(
            () -> {
              JsonObject none = new JsonObject();
              for (String amount :
                  List.of(
                      "amount",
                      "remaining_amount",
                      "opening",
                      "loads",
                      "rewards",
                      "spend",
                      "refunds",
                      "credited_refunds",
                      "adjustments",
                      "closing")) {
                none.put(amount, 0L);
              }
              return none;
            });
  }

  private Predicate<JsonObject> in(String period) {
    return move ->
        period.isEmpty()
            || move.getString("created_at").compareTo(middle) < 0 == period.startsWith("?to");
  }

  private static Predicate<JsonObject> is(String type) {
    return move -> move.getString("type").equals(type);
  }

  private static Predicate<JsonObject> givesBack() {
    return move -> move.getString("refunds") != null;
  }

  private static long sum(List<JsonObject> moves, String currency, Predicate<JsonObject> which) {
    return moves.stream()
        .filter(move -> move.getString("currency").equals(currency))
        .filter(which)
        .mapToLong(move -> move.getLong("amount"))
        .sum();
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
