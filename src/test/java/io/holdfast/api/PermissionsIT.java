package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.openapi.Conformity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every role on every route, as the document says who may. */
final class PermissionsIT {
  private static final List<String> PERMISSIONS =
      List.of("admin", "checkout", "adjust_balances", "view_reports", "gateway");

  /** Open to all, and by whom they are used changes who one is. */
  private static final List<String> SIGN_IN_AND_OUT = List.of("createSession", "deleteSession");

  private final Shop shop = Shop.open();

  @Test
  void everyRouteIsOpenToThoseItNamesAndToNobodyElse() {
    Map<String, Client> roles = new LinkedHashMap<>();
    PERMISSIONS.forEach(permission -> roles.put(permission, shop.with(permission)));
    everyRouteIsOpenToTheRight(roles);
  }

  @Test
  void aSessionOpensWhatAKeyWithTheSamePermissionOpens() {
    Map<String, Client> roles = new LinkedHashMap<>();
    for (String permission : PERMISSIONS) {
      SignedIn member = shop.signIn(shop.member(permission));
      roles.put(permission, member.client());
    }
    everyRouteIsOpenToTheRight(roles);
  }

  @Test
  void aKeyOfAMemberOpensWhatAMachinesKeyOpens() {
    Map<String, Client> roles = new LinkedHashMap<>();
    for (String permission : PERMISSIONS) {
      JsonObject body =
          new JsonObject()
              .put("name", "tablet")
              .put("permissions", new JsonArray().add(permission))
              .put("staff_id", shop.member(permission).getString("id"));
      JsonObject key = shop.admin().post("/v1/api-keys", body).json(201);
      roles.put(permission, shop.service().client(key.getString("secret")));
    }
    everyRouteIsOpenToTheRight(roles);
  }

  @Test
  void aSessionChangesNothingWithoutItsCsrfToken() {
    SignedIn owner = shop.signIn(shop.member("admin"));
    SignedIn another = shop.signIn(shop.member("admin"));
    String foreign = another.session().getString("csrf_token");
    for (String token : new String[] {null, "", "x", foreign}) {
      Client forger = SignedIn.client(shop.service(), owner.cookie(), token);
      for (Conformity.Operation operation : Conformity.ofTheService().operations()) {
        boolean open = operation.definition().containsKey("security");
        if (!open && operation.method().equals("GET")) {
          assertThat(touch(forger, operation).status()).as(operation.id()).isNotIn(401, 403);
        } else if (!open) {
          String detail = touch(forger, operation).problem(403, "forbidden").getString("detail");
          assertThat(detail).as(operation.id()).contains("X-CSRF-Token");
        }
      }
    }
  }

  private static void everyRouteIsOpenToTheRight(Map<String, Client> roles) {
    for (Conformity.Operation operation : Conformity.ofTheService().operations()) {
      if (SIGN_IN_AND_OUT.contains(operation.id())) {
        continue;
      }
      JsonArray named = operation.definition().getJsonArray("x-required-permissions");
      for (Map.Entry<String, Client> role : roles.entrySet()) {
        String what = role.getKey() + " on " + operation.id();
        Reply reply = touch(role.getValue(), operation);
        boolean may =
            named.isEmpty() || named.contains(role.getKey()) || role.getKey().equals("admin");
        if (may) {
          assertThat(reply.status()).as(what).isNotIn(401, 403).isLessThan(500);
        } else {
          assertThat(reply.status()).as(what).isEqualTo(403);
          String detail = reply.problem(403, "forbidden").getString("detail");
          assertThat(named).as(what).anyMatch(each -> detail.contains((String) each));
        }
      }
    }
  }

  @Test
  void whoeverHasNoGoodKeyGetsInNowhere() {
    JsonObject revoked = shop.key("admin");
    shop.admin().delete("/v1/api-keys/" + revoked.getString("id")).expect(204);
    String expired = "hf_expired_" + UUID.randomUUID();
    shop.service()
        .sql(
            "INSERT INTO api_keys (id, business, name, permissions, secret_hash, expires_at)"
                + " VALUES (gen_random_uuid(), ?, 'old', '{admin}', sha256(?::bytea),"
                + " now() - interval '1 second')",
            shop.number(),
            expired);
    for (Conformity.Operation operation : Conformity.ofTheService().operations()) {
      if (operation.definition().containsKey("security")) {
        continue;
      }
      for (String secret : new String[] {null, revoked.getString("secret"), expired, "junk"}) {
        touch(shop.service().client(secret), operation).problem(401, "unauthenticated");
      }
    }
  }

  @Test
  void aGatewayNeverSeesAClientsName() {
    Client gateway = shop.with("gateway");
    String wallet = shop.wallet(500);
    String hold = shop.hold(wallet, 100);
    String key = Client.newKey();
    String debit = gateway.post("/v1/debits", key, Shop.move(wallet, 5)).json(201).getString("id");
    List<String> paths =
        List.of(
            "/v1/wallets",
            "/v1/wallets/" + wallet,
            "/v1/authorizations/" + hold,
            "/v1/authorizations?wallet_id=" + wallet,
            "/v1/transactions/" + debit,
            "/v1/operations?wallet_id=" + wallet + "&idempotency_key=" + key);
    for (String path : paths) {
      assertThat(gateway.get(path).expect(200).body()).as(path).doesNotContain("Ada Byron");
    }
    JsonObject reversal = new JsonObject().put("wallet_id", wallet).put("idempotency_key", key);
    assertThat(gateway.post("/v1/reversals", reversal).expect(200).body())
        .doesNotContain("Ada Byron");
  }

  /** The least that tells whether a key may: what is wrong with the request is told later. */
  private static Reply touch(Client client, Conformity.Operation operation) {
    String path = operation.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    // A stream would not end: with a parameter that it does not take it does not begin.
    boolean endless = operation.id().equals("watchVitals");
    HttpRequest.Builder request = client.request(endless ? path + "?none=1" : path);
    String body =
        operation.method().equals("GET") || operation.method().equals("DELETE") ? null : "[]";
    if (body == null) {
      return client.send(request.method(operation.method(), BodyPublishers.noBody()));
    }
    request
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", Client.newKey())
        .method(operation.method(), BodyPublishers.ofString(body));
    return client.send(request, null);
  }
}
