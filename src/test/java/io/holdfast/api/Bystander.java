package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A till that goes on selling while others misbehave: one debit after the other, in turn on a
 * connection that stays open and on a new one each.
 */
final class Bystander implements AutoCloseable {
  private final Shop shop;
  private final String wallet;
  private final Thread thread = new Thread(this::sell, "bystander");
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean over;

  private Bystander(Shop shop) {
    this.shop = shop;
    this.wallet = shop.wallet(1_000_000);
  }

  static Bystander begin(Shop shop) {
    Bystander bystander = new Bystander(shop);
    bystander.debit(0);
    bystander.nanos.clear();
    bystander.thread.start();
    return bystander;
  }

  /** Waits for so many more sales. */
  void sells(int more) {
    int enough = nanos.size() + more;
    TestServers.awaitUntil("it sells on", () -> nanos.size() >= enough);
  }

  /** Every sale was approved, soon, and moved money once. */
  void wasNotDisturbed(Duration slowest) {
    TestServers.awaitUntil("there were sales enough to judge by", () -> nanos.size() >= 20);
    close();
    assertThat(failures).isEmpty();
    assertThat(Duration.ofNanos(Collections.max(nanos))).isLessThan(slowest);
    assertThat(shop.balance(wallet)).isEqualTo(1_000_000 - 1 - nanos.size());
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
    for (int i = 1; !over; i++) {
      try {
        debit(i);
      } catch (RuntimeException failure) {
        failures.add(failure.toString());
        nanos.add(0L);
      }
    }
  }

  private void debit(int count) {
    JsonObject body = Shop.move(wallet, 1);
    long before = System.nanoTime();
    String status;
    if (count % 2 == 0) {
      status = "HTTP/1.1 " + shop.admin().post("/v1/debits", body).status();
    } else {
      String request =
          Sockets.post("/v1/debits", shop.secret(), body.encode(), "Connection: close");
      status = Sockets.answer(shop.service().apiPort(), request);
    }
    nanos.add(System.nanoTime() - before);
    if (!status.startsWith("HTTP/1.1 201")) {
      failures.add(status);
    }
  }
}
