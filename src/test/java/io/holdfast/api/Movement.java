package io.holdfast.api;

import static io.holdfast.api.Shop.amount;
import static io.holdfast.api.Shop.move;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;

/** Every way to move money, each as a request for 1 on a wallet that can pay it. */
enum Movement {
  DEBIT("/v1/debits", 201),
  DEPOSIT("/v1/credits", 201),
  ADJUST_UP("/v1/adjustments", 201),
  ADJUST_DOWN("/v1/adjustments", 201),
  REFUND("/v1/transactions/%s/refund", 201),
  AUTHORIZE("/v1/authorizations", 201),
  INCREMENT("/v1/authorizations/%s/increment", 200),
  CAPTURE("/v1/authorizations/%s/capture", 200),
  VOID("/v1/authorizations/%s/void", 200);

  private static final long PREPARED = 10;

  private final String path;
  private final int status;

  Movement(String path, int status) {
    this.path = path;
    this.status = status;
  }

  /** Status of its success. */
  int status() {
    return status;
  }

  boolean isOnHold() {
    return this == INCREMENT || this == CAPTURE || this == VOID;
  }

  /** A request, ready to be sent. */
  record Request(Client client, String wallet, String path, JsonObject body) {
    Reply send(String key) {
      return client.post(path, key, body);
    }

    CompletableFuture<Reply> later(String key) {
      return client.postLater(path, key, body);
    }

    Request with(String field, Object value) {
      return new Request(client, wallet, path, body.copy().put(field, value));
    }
  }

  /** Prepares the wallet with what the movement follows: a hold, or a debit to refund. */
  Request on(Shop shop, String wallet) {
    JsonObject body =
        switch (this) {
          case DEBIT, DEPOSIT, ADJUST_UP, AUTHORIZE -> move(wallet, 1);
          case ADJUST_DOWN -> move(wallet, -1);
          case REFUND, INCREMENT, CAPTURE, VOID -> amount(1);
        };
    String target = "";
    if (isOnHold()) {
      target = shop.hold(wallet, PREPARED);
    } else if (this == REFUND) {
      target = shop.admin().post("/v1/debits", move(wallet, PREPARED)).json(201).getString("id");
    }
    return new Request(shop.admin(), wallet, path.formatted(target), body);
  }
}
