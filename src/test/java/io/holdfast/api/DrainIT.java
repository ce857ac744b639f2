package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.embedded.EmbeddedServers;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers who come on a new connection each time, at the very moment the service stops. */
final class DrainIT {
  private static final int ROUNDS = 20;
  private static final int CALLERS = 12;
  private static final long DEPOSIT = 10_000_000;

  private static EmbeddedServers servers;

  @BeforeAll
  static void start() {
    servers = TestService.startServers();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void whoeverCameToALastMomentIsAnsweredOrNothingWasDone() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Caller> callers = new ArrayList<>();
      String wallet;
      Map<String, String> settings = Map.of("HOLDFAST_ADMIN_KEY", TestService.ADMIN_KEY);
      try (TestService service = TestService.start(servers, settings)) {
        wallet = wallet(service.client(TestService.ADMIN_KEY));
        for (int i = 0; i < CALLERS; i++) {
          callers.add(new Caller(service.apiPort(), wallet));
        }
        TestServers.awaitUntil("all have called", () -> callers.stream().allMatch(Caller::called));
      }
      callers.forEach(Caller::join);
      try (TestService next = TestService.start(servers, settings)) {
        Client client = next.client(TestService.ADMIN_KEY);
        for (Caller caller : callers) {
          Reply reply = client.post("/v1/debits", caller.lastKey, Shop.move(wallet, 1));
          assertThat(reply.isReplay())
              .as("round %s: %s ended with %s", round, caller.lastKey, caller.lastAnswer)
              .isFalse();
        }
      }
    }
  }

  private static String wallet(Client client) {
    JsonObject opening = Shop.opening("cl_" + UUID.randomUUID(), "USD");
    String id = client.post("/v1/wallets", opening).json(201).getString("id");
    client.post("/v1/credits", Shop.move(id, DEPOSIT)).expect(201);
    return id;
  }

  /** Debits one after the other, until one is not answered by an approval. */
  private static final class Caller {
    private final int port;
    private final String body;
    private final Thread thread = new Thread(this::call, "caller");
    private final AtomicInteger calls = new AtomicInteger();
    private volatile String lastKey;
    private volatile String lastAnswer;

    Caller(int port, String wallet) {
      this.port = port;
      this.body = Shop.move(wallet, 1).encode();
      thread.start();
    }

    boolean called() {
      return calls.get() > 20;
    }

    void join() {
      try {
        thread.join();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }

    private void call() {
      do {
        lastKey = Client.newKey();
        lastAnswer = answer();
        calls.incrementAndGet();
      } while (lastAnswer.startsWith("HTTP/1.1 201"));
    }

    private String answer() {
      String head =
          String.join(
              "\r\n",
              "POST /v1/debits HTTP/1.1",
              "Host: 127.0.0.1",
              "Authorization: Bearer " + TestService.ADMIN_KEY,
              "Content-Type: application/json",
              "Idempotency-Key: " + lastKey,
              "Content-Length: " + body.length(),
              "Connection: close",
              "\r\n");
      try {
        return Sockets.answer(port, head + body);
      } catch (UncheckedIOException noAnswer) {
        return noAnswer.getCause().toString();
      }
    }
  }
}
