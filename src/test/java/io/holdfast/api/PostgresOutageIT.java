package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.embedded.EmbeddedServers;
import io.holdfast.faults.PostgresProcesses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers and probes see while PostgreSQL is away, frozen, or not to be trusted. */
final class PostgresOutageIT {
  private static final Duration RETURN = Duration.ofSeconds(5);
  private static final HttpClient PROBE = HttpClient.newHttpClient();
  private static final long AT_ONCE_NANOS = 500_000_000L;

  private EmbeddedServers servers;
  private PostgresProcesses processes;
  private TestService service;
  private Shop shop;
  private String wallet;

  @BeforeEach
  void start() {
    servers = TestService.startServers();
    processes = new PostgresProcesses(servers.postgres().orElseThrow());
    service = TestService.start(servers, Map.of());
    shop = Shop.open(service);
    wallet = shop.wallet(10_000);
    shop.admin().post("/v1/debits", Shop.move(wallet, 1)).expect(201);
  }

  @AfterEach
  void stop() {
    processes.thaw();
    service.close();
    servers.close();
  }

  @Test
  void whileItIsFrozenCallersGet503AtOnceAndProbesAreToldAndItGoesOnByItself() {
    processes.freeze();
    List<String> keys = new ArrayList<>();
    List<CompletableFuture<Reply>> caught = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      keys.add(Client.newKey());
      caught.add(shop.admin().postLater("/v1/debits", keys.get(i), Shop.move(wallet, 10)));
    }
    Deadline.within(
        Duration.ofMillis(2_500),
        () -> assertThat(postgres(503).getString("detail")).isEqualTo("does not answer"));
    for (int i = 0; i < 5; i++) {
      isRefusedAtOnce(() -> shop.admin().post("/v1/debits", Shop.move(wallet, 10)));
      isRefusedAtOnce(() -> shop.admin().get("/v1/wallets/" + wallet));
    }
    for (CompletableFuture<Reply> it : caught) {
      it.join().problem(503, "unavailable");
    }
    processes.thaw();
    Deadline.within(RETURN, () -> postgres(200));
    for (String key : keys) {
      Deadline.within(
          RETURN, () -> shop.admin().post("/v1/debits", key, Shop.move(wallet, 10)).expect(201));
    }
    assertThat(shop.balance(wallet)).isEqualTo(10_000 - 1 - 500);
    Deadline.within(
        Duration.ofSeconds(10),
        () -> assertThat(shop.available(wallet)).isEqualTo(10_000 - 1 - 500));
  }

  @Test
  void afterItWasKilledCallersGet503AtOnceAndItGoesOnByItself() {
    processes.kill();
    Deadline.within(Duration.ofSeconds(1), () -> postgres(503));
    for (int i = 0; i < 5; i++) {
      isRefusedAtOnce(() -> shop.admin().post("/v1/debits", Shop.move(wallet, 10)));
      isRefusedAtOnce(() -> shop.admin().get("/v1/wallets/" + wallet));
    }
    servers.postgres().orElseThrow().restart();
    Deadline.within(RETURN, () -> postgres(200));
    shop.admin().post("/v1/debits", Shop.move(wallet, 10)).expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(10_000 - 1 - 10);
  }

  @Test
  void whatCameBackWithoutItsPromiseIsNamedAndNothingIsCommittedThere() {
    service.sql("ALTER DATABASE holdfast SET synchronous_commit = off");
    endSessions();
    Deadline.within(
        RETURN,
        () -> {
          JsonObject report = ready(503);
          assertThat(report.getJsonObject("parts").getJsonObject("postgres").getString("detail"))
              .contains("synchronous_commit=off");
          JsonArray unsafe = report.getJsonArray("unsafe");
          assertThat(unsafe.encode()).contains("synchronous_commit=off");
        });
    isRefusedAtOnce(() -> shop.admin().post("/v1/debits", Shop.move(wallet, 10)));
    service.sql("ALTER DATABASE holdfast RESET synchronous_commit");
    Deadline.within(RETURN, () -> postgres(200));
    assertThat(ready(200).getJsonArray("unsafe")).isEmpty();
    shop.admin().post("/v1/debits", Shop.move(wallet, 10)).expect(201);
  }

  private interface Request {
    Reply send();
  }

  private static void isRefusedAtOnce(Request request) {
    long since = System.nanoTime();
    Reply reply = request.send();
    assertThat(System.nanoTime() - since).isLessThan(AT_ONCE_NANOS);
    assertThat(reply.problem(503, "unavailable").getString("outcome")).isEqualTo("not_applied");
    assertThat(reply.header("Retry-After")).isPresent();
  }

  /** PostgreSQL's part of the readiness, after making sure of the status of the whole. */
  private JsonObject postgres(int status) {
    return ready(status).getJsonObject("parts").getJsonObject("postgres");
  }

  /** The management port is in no document that {@link Client} could hold it against. */
  private JsonObject ready(int status) {
    URI uri = URI.create("http://127.0.0.1:" + service.managementPort() + "/readyz");
    try {
      return Reply.of(PROBE.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray()))
          .json(status);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void endSessions() {
    service.sql(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE application_name = 'holdfast'");
  }
}
