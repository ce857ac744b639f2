package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One debit after the other, each under a key of its own, and what came of each. */
final class Till implements AutoCloseable {
  private final Client client;
  private final List<String> wallets;
  private final SplittableRandom random;
  private final List<Sale> sales = new ArrayList<>();
  private final Thread thread = new Thread(this::sell, "till");
  private volatile boolean over;

  /**
   * A debit that was sent.
   *
   * @param status of the answer; 0 if none came
   * @param body of the answer, or null
   */
  record Sale(String key, String wallet, long amount, int status, JsonObject body) {
    JsonObject request() {
      return Shop.move(wallet, amount);
    }
  }

  private Till(Client client, List<String> wallets, long seed) {
    this.client = client;
    this.wallets = wallets;
    this.random = new SplittableRandom(seed);
  }

  /** Several tills at one instance; half of what they sell is paid from the first wallet. */
  static List<Till> open(int count, Client client, List<String> wallets, long seed) {
    List<Till> tills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Till till = new Till(client, wallets, seed + i);
      till.thread.start();
      tills.add(till);
    }
    return tills;
  }

  /** What all of them sold, once they have stopped. */
  static List<Sale> close(List<Till> tills) {
    tills.forEach(till -> till.over = true);
    List<Sale> all = new ArrayList<>();
    for (Till till : tills) {
      till.close();
      all.addAll(till.sales);
    }
    return all;
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void sell() {
    int silent = 0;
    while (!over && silent < 3) {
      String wallet = wallets.get(random.nextBoolean() ? 0 : random.nextInt(wallets.size()));
      String key = Client.newKey();
      long amount = random.nextLong(1, 10);
      try {
        Reply reply = client.post("/v1/debits", key, Shop.move(wallet, amount));
        sales.add(new Sale(key, wallet, amount, reply.status(), reply.json()));
        silent = 0;
      } catch (UncheckedIOException noAnswer) {
        sales.add(new Sale(key, wallet, amount, 0, null));
        silent++;
      }
    }
  }

  /** The one true answer: what was approved is approved again, and moved money once. */
  static Reply again(Client client, Sale sale) {
    Reply reply = client.post("/v1/debits", sale.key(), sale.request());
    if (sale.status() == 201) {
      assertThat(reply.isReplay()).isTrue();
      assertThat(reply.json(201).getString("id")).isEqualTo(sale.body().getString("id"));
      assertThat(reply.json().getLong("balance_after"))
          .isEqualTo(sale.body().getLong("balance_after"));
    }
    return reply;
  }
}
