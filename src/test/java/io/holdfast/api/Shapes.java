package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/** The things of the API: which fields they have, and what their values are. */
final class Shapes {
  private static final String UUID_V7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private Shapes() {}

  static JsonObject wallet(JsonObject wallet) {
    fields(
        wallet, "id client currency balance held available credit_limit status version created_at");
    id(wallet, "id");
    fields(wallet.getJsonObject("client"), "reference name");
    text(wallet, "currency");
    balance(wallet, whole(wallet, "credit_limit"));
    assertThat(wallet.getString("status")).isIn("active", "frozen", "closed");
    whole(wallet, "version");
    time(wallet, "created_at");
    return wallet;
  }

  static JsonObject authorization(JsonObject hold) {
    fields(
        hold,
        "id wallet_id status amount requested_amount captured_amount voided_amount"
            + " remaining_amount currency location_id reference metadata expires_at created_at"
            + " wallet");
    id(hold, "id");
    id(hold, "wallet_id");
    assertThat(hold.getString("status"))
        .isIn("authorized", "partially_captured", "captured", "voided", "expired");
    whole(hold, "requested_amount");
    assertThat(whole(hold, "remaining_amount"))
        .isEqualTo(
            whole(hold, "amount") - whole(hold, "captured_amount") - whole(hold, "voided_amount"));
    text(hold, "currency");
    idOrNull(hold, "location_id");
    textOrNull(hold, "reference");
    assertThat(hold.getValue("metadata")).isInstanceOf(JsonObject.class);
    time(hold, "expires_at");
    time(hold, "created_at");
    balances(hold);
    return hold;
  }

  static JsonObject transaction(JsonObject made) {
    fields(
        made,
        "id wallet_id type amount currency balance_after location_id reference note source"
            + " authorization_id refunds metadata actor created_at wallet");
    id(made, "id");
    id(made, "wallet_id");
    assertThat(made.getString("type"))
        .isIn("deposit", "debit", "capture", "refund", "adjustment", "reward", "membership");
    whole(made, "amount");
    text(made, "currency");
    assertThat(whole(made, "balance_after"))
        .isEqualTo(whole(made.getJsonObject("wallet"), "balance"));
    idOrNull(made, "location_id");
    textOrNull(made, "reference");
    textOrNull(made, "note");
    if (made.getValue("source") != null) {
      source(made.getJsonObject("source"));
    }
    idOrNull(made, "authorization_id");
    idOrNull(made, "refunds");
    assertThat(made.getValue("metadata")).isInstanceOf(JsonObject.class);
    // What the service does by itself has a source instead.
    if (made.getValue("actor") != null || made.getValue("source") == null) {
      fields(made.getJsonObject("actor"), "id name");
      id(made.getJsonObject("actor"), "id");
      text(made.getJsonObject("actor"), "name");
    }
    time(made, "created_at");
    balances(made);
    return made;
  }

  private static void source(JsonObject source) {
    fields(source, "kind id name");
    assertThat(source.getString("kind")).isIn("deposit", "flow", "membership", "import");
    id(source, "id");
    textOrNull(source, "name");
  }

  /** A list; its entries are for the caller to check. */
  static JsonObject page(JsonObject page) {
    fields(page, "data next_cursor");
    textOrNull(page, "next_cursor");
    return page;
  }

  static void fields(JsonObject thing, String names) {
    assertThat(thing.fieldNames())
        .as(thing.encode())
        .containsExactlyInAnyOrderElementsOf(Set.of(names.split(" ")));
  }

  static void id(JsonObject thing, String field) {
    assertThat(thing.getString(field)).as(field).matches(UUID_V7);
  }

  static void time(JsonObject thing, String field) {
    assertThat(thing.getString(field)).as(field).matches(TIME);
  }

  static long whole(JsonObject thing, String field) {
    Object value = thing.getValue(field);
    assertThat(value).as(field + " of " + thing).isInstanceOfAny(Integer.class, Long.class);
    return ((Number) value).longValue();
  }

  private static void balances(JsonObject thing) {
    JsonObject wallet = thing.getJsonObject("wallet");
    fields(wallet, "balance held available");
    whole(wallet, "balance");
    whole(wallet, "held");
    whole(wallet, "available");
  }

  private static void balance(JsonObject wallet, long creditLimit) {
    assertThat(whole(wallet, "available"))
        .isEqualTo(whole(wallet, "balance") - whole(wallet, "held") + creditLimit);
  }

  private static void text(JsonObject thing, String field) {
    assertThat(thing.getValue(field)).as(field).isInstanceOf(String.class);
  }

  private static void textOrNull(JsonObject thing, String field) {
    if (thing.getValue(field) != null) {
      text(thing, field);
    }
  }

  private static void idOrNull(JsonObject thing, String field) {
    if (thing.getValue(field) != null) {
      id(thing, field);
    }
  }
}
