package io.holdfast.api;

import static io.holdfast.api.Batch.debit;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.embedded.EmbeddedServers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Batches that are cut off: what was told stands, and after the whole was sent again everything has
 * moved once. A failure names its seed.
 */
final class BatchCrashIT {
  private static final int WALLETS = 20;
  private static final int OPERATIONS = 4_000;
  private static final long FUNDS = 1_000_000;

  private static EmbeddedServers servers;
  private static TestService survivor;
  private static SplittableRandom random;

  private final Shop shop = Shop.open(survivor);
  private final List<String> wallets =
      IntStream.range(0, WALLETS).mapToObj(i -> shop.wallet(FUNDS)).toList();
  private final List<JsonObject> operations = new ArrayList<>();

  BatchCrashIT() {
    for (int i = 0; i < OPERATIONS; i++) {
      // Half of them on one wallet.
      operations.add(debit(wallets.get(i % 2 == 0 ? 0 : random.nextInt(WALLETS)), 1 + i % 7));
    }
  }

  @BeforeAll
  static void start() {
    servers = TestService.startServers();
    survivor = TestService.start(servers, Map.of());
    long seed = System.nanoTime();
    System.out.println("batches cut off, seed " + seed);
    random = new SplittableRandom(seed);
  }

  @AfterAll
  static void stop() {
    survivor.close();
    servers.close();
  }

  @Test
  void whatWasToldBeforeTheConnectionWasCutStands() throws IOException {
    List<Batch.Result> told = new ArrayList<>();
    try (BatchStream stream = new BatchStream(survivor.apiPort(), shop.secret())) {
      writeAll(stream);
      int until = 1 + random.nextInt(OPERATIONS / 2);
      while (told.size() < until) {
        told.add(stream.read());
      }
    }

    everythingIsOnce(told, sendUntilDone());
  }

  @Test
  void aBatchOfAServiceThatIsKilledIsSentAgainToAnother() throws Exception {
    Map<String, String> onServers =
        Map.of(
            "HOLDFAST_POSTGRES_URI", servers.postgres().orElseThrow().uri(),
            "HOLDFAST_REDIS_URI", servers.redis().orElseThrow().uri());
    List<Batch.Result> told = new ArrayList<>();
    try (ChildService victim = ChildService.start(onServers);
        BatchStream stream = new BatchStream(victim.port(), shop.secret())) {
      writeAll(stream);
      int until = 1 + random.nextInt(OPERATIONS / 2);
      while (told.size() < until) {
        told.add(stream.read());
      }
      victim.kill();
    }

    everythingIsOnce(told, sendUntilDone());
  }

  @Test
  void aServiceThatStopsTellsWhatItTookAndRefusesTheRest() throws Exception {
    List<Batch.Result> told = new ArrayList<>();
    TestService leaving = TestService.start(servers, Map.of());
    try (BatchStream stream = new BatchStream(leaving.apiPort(), shop.secret())) {
      writeSome(stream, 0, OPERATIONS / 2);
      told.add(stream.read());
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(leaving::close);
      TestServers.awaitUntil("it stops", () -> refusesConnections(leaving.apiPort()));
      writeSome(stream, OPERATIONS / 2, OPERATIONS);
      stream.end();
      while (told.size() < OPERATIONS) {
        told.add(stream.read());
      }
      assertThat(stream.isOver()).isTrue();
      stopped.join();
    }
    assertThat(Batch.statuses(told)).containsOnly(201, 503);
    assertThat(told.get(OPERATIONS - 1).body().getString("outcome")).isEqualTo("not_applied");

    everythingIsOnce(told, sendUntilDone());
  }

  @Test
  void redisIsEmptiedAgainAndAgainMeanwhileAndTheOrderStays() {
    long balance = FUNDS;
    List<JsonObject> hot = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      hot.add(debit(wallets.get(0), 1));
    }
    CompletableFuture<List<Batch.Result>> answer =
        CompletableFuture.supplyAsync(() -> Batch.Form.LINES.send(shop.admin(), hot));
    while (!answer.isDone()) {
      Sockets.redis(servers.redis().orElseThrow(), "FLUSHALL");
    }

    for (Batch.Result result : answer.join()) {
      assertThat(result.status()).as(result.toString()).isEqualTo(201);
      balance--;
      assertThat(result.body().getLong("balance_after")).isEqualTo(balance);
    }
  }

  private static boolean refusesConnections(int port) {
    try {
      return Sockets.firstLine(port, "GET /x HTTP/1.1\r\nHost: a\r\n\r\n").contains(" 503 ");
    } catch (UncheckedIOException refused) {
      return true;
    }
  }

  private void writeAll(BatchStream stream) throws IOException {
    writeSome(stream, 0, OPERATIONS);
    stream.end();
  }

  private void writeSome(BatchStream stream, int from, int to) throws IOException {
    for (int i = from; i < to; i += 100) {
      stream.writeText(Batch.lines(operations.subList(i, Math.min(i + 100, to))) + "\n");
    }
  }

  /** As a careful caller does: again, as long as anything is unknown or under way. */
  private List<Batch.Result> sendUntilDone() {
    List<List<Batch.Result>> last = new ArrayList<>();
    TestServers.awaitUntil(
        "all is done",
        Duration.ofSeconds(30),
        () -> {
          last.clear();
          last.add(Batch.send(shop.admin(), operations));
          return Batch.statuses(last.get(0)).stream().allMatch(status -> status == 201);
        });
    return last.get(0);
  }

  private void everythingIsOnce(List<Batch.Result> told, List<Batch.Result> in) {
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i).status() == 201) {
        assertThat(in.get(i).body()).isEqualTo(told.get(i).body());
      }
    }
    for (String wallet : wallets) {
      long spent =
          operations.stream()
              .filter(operation -> operation.getString("wallet_id").equals(wallet))
              .mapToLong(operation -> operation.getLong("amount"))
              .sum();
      assertThat(shop.balance(wallet)).isEqualTo(FUNDS - spent);
    }
    assertThat(in.stream().map(result -> result.body().getString("id"))).doesNotHaveDuplicates();
  }
}
