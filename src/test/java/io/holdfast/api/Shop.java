package io.holdfast.api;

import io.holdfast.TestServers;
import io.holdfast.wallet.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A business of a test's own.
 *
 * @param number of the business in the book
 * @param secret of a key that may do everything
 */
public record Shop(TestService service, int number, String secret) {
  public static final String PASSWORD = "correct horse battery staple";

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new one in the shared service. */
  public static Shop open() {
    return open(TestService.shared());
  }

  public static Shop open(TestService service) {
    int number =
        (Integer)
            service.sql(
                "INSERT INTO businesses (id, name) VALUES (?, 'Shop') RETURNING number", id());
    return of(service, number);
  }

  /** The one of the shared service that was there from the start. */
  public static Shop operator() {
    TestService service = TestService.shared();
    return of(service, (Integer) service.sql("SELECT min(number) FROM businesses"));
  }

  private static Shop of(TestService service, int number) {
    String secret = "hf_test_" + UUID.randomUUID();
    service.sql(
        "INSERT INTO api_keys (id, business, name, permissions, secret_hash)"
            + " VALUES (?, ?, 'owner', '{admin}', sha256(?::bytea))",
        id(),
        number,
        secret);
    return new Shop(service, number, secret);
  }

  /** A client that may do everything. */
  public Client admin() {
    return service.client(secret);
  }

  /** Id of a new wallet in US dollars with this deposited. */
  public String wallet(long balance) {
    return wallet(balance, "USD");
  }

  public String wallet(long balance, String currency) {
    String id =
        admin()
            .post("/v1/wallets", opening("cl_" + COUNT.incrementAndGet(), currency))
            .json(201)
            .getString("id");
    if (balance > 0) {
      admin().post("/v1/credits", move(id, balance).put("currency", currency)).expect(201);
    }
    return id;
  }

  /** The body that opens a wallet. */
  public static JsonObject opening(String reference, String currency) {
    return new JsonObject()
        .put("client", new JsonObject().put("reference", reference).put("name", "Ada Byron"))
        .put("currency", currency);
  }

  /** The body of a movement with nothing but what is required. */
  public static JsonObject move(String wallet, long amount) {
    return new JsonObject().put("wallet_id", wallet).put("amount", amount).put("currency", "USD");
  }

  public static JsonObject amount(long amount) {
    return new JsonObject().put("amount", amount);
  }

  /** The wallet as it is. */
  public JsonObject look(String wallet) {
    return Shapes.wallet(admin().get("/v1/wallets/" + wallet).json(200));
  }

  public long balance(String wallet) {
    return look(wallet).getLong("balance");
  }

  public long available(String wallet) {
    return look(wallet).getLong("available");
  }

  /** The last movements of a wallet, newest first. */
  public List<JsonObject> history(String wallet) {
    return admin().get("/v1/wallets/" + wallet + "/transactions?limit=200").data();
  }

  /** Id of a new authorization. */
  public String hold(String wallet, long amount) {
    return admin().post("/v1/authorizations", move(wallet, amount)).json(201).getString("id");
  }

  /** Id of a new location. */
  public String location(String name) {
    return admin()
        .post("/v1/locations", new JsonObject().put("name", name).put("time_zone", "UTC"))
        .json(201)
        .getString("id");
  }

  /** A new flow that gives 20 dollars. */
  public JsonObject flow(String name, String event, int count, boolean repeats) {
    return admin().post("/v1/flows", flowBody(name, event, count, repeats)).json(201);
  }

  /** The body that makes a flow which gives 20 dollars. */
  public static JsonObject flowBody(String name, String event, int count, boolean repeats) {
    JsonObject trigger =
        new JsonObject().put("event", event).put("count", count).put("repeat", repeats);
    JsonObject action =
        new JsonObject().put("type", "add_to_balance").put("amount", 2_000).put("currency", "USD");
    return new JsonObject().put("name", name).put("trigger", trigger).put("action", action);
  }

  /** A client with a new key that has these permissions. */
  public Client with(String... permissions) {
    return service.client(key(permissions).getString("secret"));
  }

  /** A new key with these permissions. */
  public JsonObject key(String... permissions) {
    JsonObject body =
        new JsonObject()
            .put("name", "till")
            .put("permissions", new JsonArray(List.of(permissions)));
    return admin().post("/v1/api-keys", body).json(201);
  }

  /** A new member of staff with these permissions, who signs in with {@link #PASSWORD}. */
  public JsonObject member(String... permissions) {
    int count = COUNT.incrementAndGet();
    JsonObject body =
        new JsonObject()
            .put("name", "Member " + count)
            .put("email", "member-" + count + "@shop-" + number + ".example")
            .put("permissions", new JsonArray(List.of(permissions)))
            .put("password", PASSWORD);
    return admin().post("/v1/staff", body).json(201);
  }

  /** A member who is signed in. */
  public SignedIn signIn(JsonObject member) {
    return SignedIn.as(service, member.getString("email"), PASSWORD);
  }

  /**
   * What was told of this business so far, oldest first.
   *
   * @param types as {@code flow.*}, with commas between
   */
  public List<JsonObject> told(String types) {
    TestServers.awaitUntil(
        "all is in the feed",
        () -> (Long) service.sql("SELECT count(*) FROM outbox WHERE business = ?", number) == 0);
    return admin().get("/v1/events?limit=200&types=" + types).data();
  }

  /** The document that the last event of this type carries. */
  public JsonObject lastTold(String type) {
    List<JsonObject> all = told(type);
    return all.get(all.size() - 1).getJsonObject("data");
  }

  /** What the book holds of a wallet, to see that nothing changed: its sums and its rows. */
  public String book(String wallet) {
    return (String)
        service.sql(
            "SELECT concat_ws(' ', balance, held, version, status, credit_limit,"
                + " (SELECT count(*) FROM journal j WHERE j.wallet = w.number),"
                + " (SELECT count(*) FROM holds h WHERE h.wallet = w.number))"
                + " FROM wallets w WHERE id = ?",
            UUID.fromString(wallet));
  }

  private static UUID id() {
    return Ids.random(System.currentTimeMillis());
  }
}
