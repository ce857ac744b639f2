package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.api.FuzzConnection.Answer;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.operation.OperationKey;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand requests that are nearly right: none brings the service down, each is told
 * what is wrong with it, and what is refused moves nothing. {@code -Dholdfast.fuzz.requests} and
 * {@code -Dholdfast.fuzz.seed} make it another run; {@code -Dholdfast.fuzz.only} sends one request
 * of it.
 */
final class FuzzIT {
  private static final int REQUESTS = Integer.getInteger("holdfast.fuzz.requests", 100_000);
  private static final long SEED = Long.getLong("holdfast.fuzz.seed", 20_261_124);
  private static final long ONLY = Long.getLong("holdfast.fuzz.only", -1);
  private static final int THREADS = 4;

  private final Shop shop = Shop.open();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> refusedKeys = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final AtomicLong next = new AtomicLong();

  @Test
  void nearlyRightIsToldWhatIsWrongAndMovesNothing() throws Exception {
    System.out.println("fuzz: " + REQUESTS + " requests, seed " + SEED);
    Fuzz fuzz = new Fuzz(SEED, shop.secret(), ids());
    int port = shop.service().client(null).port();
    if (ONLY >= 0) {
      next.set(ONLY);
      System.out.println(fuzz.make(ONLY));
    }
    long end = ONLY >= 0 ? ONLY + 1 : REQUESTS;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> send(fuzz, port, end), "fuzz-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("fuzz: answers by status " + statuses);
    assertThat(failures.stream().limit(5)).as("seed " + SEED).isEmpty();
    assertThat(moved()).as("seed " + SEED).isEmpty();
    TestAudit.balances(
        PostgresOptions.parse(shop.service().servers().postgres().orElseThrow().uri()));
  }

  private void send(Fuzz fuzz, int port, long end) {
    FuzzConnection connection = null;
    for (long number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
      Fuzz.Case request = fuzz.make(number);
      try {
        if (connection == null) {
          connection = new FuzzConnection(port);
        }
        Answer answer = exchange(connection, request);
        judge(request, answer);
        if (answer == null || answer.closing()) {
          connection.close();
          connection = null;
        }
      } catch (IOException | RuntimeException failure) {
        failures.add(failure + " at " + request);
        connection = null;
      }
    }
  }

  private static Answer exchange(FuzzConnection connection, Fuzz.Case request) throws IOException {
    try {
      connection.send(request.bytes().getBytes());
    } catch (IOException refusedBeforeItsEnd) {
      // The answer may be there all the same.
    }
    return connection.read(request.method().equals("HEAD"));
  }

  private void judge(Fuzz.Case request, Answer answer) {
    if (answer == null) {
      failures.add("no answer to " + request);
      return;
    }
    synchronized (statuses) {
      statuses.merge(answer.status(), 1, Integer::sum);
    }
    if (answer.status() >= 500) {
      failures.add(answer + " to " + request);
    } else if (answer.status() >= 400) {
      if (request.key() != null) {
        refusedKeys.add(request.key());
      }
      String fault = fault(answer);
      if (fault != null) {
        failures.add(fault + ": " + answer + " to " + request);
      }
    }
    if (answer.body().contains(shop.secret())) {
      failures.add("a secret in the answer to " + request);
    }
  }

  /** What is wrong with a problem document, or null. */
  private static String fault(Answer answer) {
    if (!"application/problem+json".equals(answer.headers().get("content-type"))) {
      return "not a problem document";
    }
    JsonObject problem = new JsonObject(answer.body());
    if (problem.getInteger("status") != answer.status()) {
      return "another status inside";
    }
    for (String member : List.of("type", "title", "detail", "instance", "code", "request_id")) {
      if (problem.getString(member) == null) {
        return "no " + member;
      }
    }
    boolean lists = problem.containsKey("errors");
    return problem.getString("code").equals("invalid_request") && !lists ? "no errors" : null;
  }

  /** Keys of refused requests under which something moved. */
  private List<String> moved() {
    List<String> moved = new ArrayList<>();
    List<UUID> hashes = new ArrayList<>();
    for (String key : refusedKeys) {
      hashes.add(OperationKey.of(key).hash());
      if (hashes.size() == 5_000) {
        count(hashes, moved);
      }
    }
    count(hashes, moved);
    return moved;
  }

  private void count(List<UUID> hashes, List<String> moved) {
    Object rows =
        shop.service()
            .sql(
                "SELECT count(*) FROM journal WHERE operation_key = ANY (?) AND kind < 12",
                (Object) hashes.toArray(UUID[]::new));
    if (!rows.equals(0L)) {
      moved.add(rows + " rows");
    }
    hashes.clear();
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    Shop other = Shop.open();
    for (Shop each : List.of(shop, shop, shop, other)) {
      String wallet = each.wallet(1_000_000);
      ids.add(wallet);
      ids.add(wallet);
      ids.add(each.hold(wallet, 100));
      ids.add(each.admin().post("/v1/debits", Shop.move(wallet, 50)).json(201).getString("id"));
    }
    ids.add(UUID.randomUUID().toString());
    ids.add("not-an-id");
    return ids;
  }
}
