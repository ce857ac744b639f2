package io.holdfast.api;

import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.embedded.EmbeddedServers;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys are remembered when the service, or Redis, has forgotten everything. */
final class IdempotencyAcrossLossIT {
  private static EmbeddedServers servers;
  private static TestService service;

  private record Done(Movement.Request request, Reply first, String book) {}

  @BeforeAll
  static void start() {
    servers = TestService.startServers();
    service = TestService.start(servers, Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
    servers.close();
  }

  @Test
  void whatMovedMoneyIsReplayedAfterARestart() {
    assertReplayedAfter(service::restart);
  }

  @Test
  void whatMovedMoneyIsReplayedAfterTheLossOfRedis() {
    assertReplayedAfter(() -> Sockets.redis(servers.redis().orElseThrow(), "FLUSHALL"));
  }

  @Test
  void whatMovedMoneyIsReplayedAfterBoth() {
    assertReplayedAfter(
        () -> {
          Sockets.redis(servers.redis().orElseThrow(), "FLUSHALL");
          service.restart();
        });
  }

  @Test
  void whatMovedMoneyIsReplayedAfterACrashOfPostgres() {
    assertReplayedAfter(
        () -> {
          servers.postgres().orElseThrow().kill();
          servers.postgres().orElseThrow().restart();
          service.restart();
        });
  }

  @Test
  void aDeclineIsReplayedAfterARestartAsLongAsRedisLives() {
    Shop shop = Shop.open(service);
    String wallet = shop.wallet(5);
    shop.admin().post("/v1/debits", "no", move(wallet, 6)).problem(402, "insufficient_funds");

    service.restart();

    shop.admin().post("/v1/credits", move(wallet, 100)).expect(201);
    Reply again = shop.admin().post("/v1/debits", "no", move(wallet, 6));
    assertThat(again.problem(402, "insufficient_funds").getLong("available")).isEqualTo(5);
    assertThat(again.isReplay()).isTrue();
  }

  private static void assertReplayedAfter(Runnable loss) {
    Shop shop = Shop.open(service);
    Map<Movement, Done> done = new EnumMap<>(Movement.class);
    for (Movement movement : Movement.values()) {
      Movement.Request request = movement.on(shop, shop.wallet(100));
      Reply first = request.send("kept").expect(movement.status());
      done.put(movement, new Done(request, first, shop.book(request.wallet())));
    }
    Reply opened = shop.admin().post("/v1/wallets", "kept", Shop.opening("cl_kept", "USD"));

    loss.run();

    done.forEach(
        (movement, was) -> {
          Movement.Request request = was.request();
          Reply again = shop.admin().post(request.path(), "kept", request.body());
          assertThat(again.expect(movement.status()).body()).isEqualTo(was.first().body());
          assertThat(again.isReplay()).as(movement.name()).isTrue();
          assertThat(shop.book(request.wallet())).as(movement.name()).isEqualTo(was.book());
          shop.admin()
              .post(request.path(), "kept", request.with("amount", 3).body())
              .problem(422, "idempotency_key_reused");
        });
    Reply again = shop.admin().post("/v1/wallets", "kept", Shop.opening("cl_kept", "USD"));
    assertThat(again.expect(201).body()).isEqualTo(opened.body());
    assertThat(again.isReplay()).isTrue();
  }
}
