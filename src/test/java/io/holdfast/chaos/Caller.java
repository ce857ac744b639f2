package io.holdfast.chaos;

import io.holdfast.chaos.History.Entry;
import io.holdfast.chaos.History.Kind;
import io.holdfast.wallet.Ids;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A till and a gateway in one: does this and that, one request after the other, and repeats
 * whatever got no definite answer, at either instance, until it gets one. A thread of its own.
 */
final class Caller {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = 20_000_000;
  private static final int HOT_SHARE = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Instances instances;
  private final String secret;
  private final List<String> wallets;
  private final int hot;
  private final History history;
  private final int number;
  private final SplittableRandom random;
  private final Deque<Made> holds = new ArrayDeque<>();
  private final Deque<Made> debits = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean over;
  private volatile long giveUpMillis = Long.MAX_VALUE;
  private int count;

  /** Something that can be followed up. */
  private record Made(String id, long wallet, String walletId, String key, long amount) {}

  Caller(
      Instances instances,
      String secret,
      List<String> wallets,
      int hot,
      History history,
      int number,
      long seed) {
    this.instances = instances;
    this.secret = secret;
    this.wallets = wallets;
    this.hot = hot;
    this.history = history;
    this.number = number;
    this.random = new SplittableRandom(seed);
    this.thread = new Thread(this::run, "caller-" + number);
  }

  void start() {
    thread.start();
  }

  /** Begins nothing new. */
  void finish(long withinMillis) {
    giveUpMillis = System.currentTimeMillis() + withinMillis;
    over = true;
  }

  void join() throws InterruptedException {
    thread.join();
  }

  private void run() {
    while (!over) {
      act();
    }
  }

  private void act() {
    int index =
        random.nextInt(HOT_SHARE) == 0 ? random.nextInt(hot) : random.nextInt(wallets.size());
    String wallet = wallets.get(index);
    long amount = random.nextLong(1, 60);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> debit(wallet, amount);
      case 3, 4, 5 -> authorize(wallet, amount);
      case 6 -> follow(Kind.CAPTURE, "capture");
      case 7 -> follow(Kind.VOID, "void");
      case 8 -> follow(Kind.INCREMENT, "increment");
      case 9 -> send(Kind.DEPOSIT, "/v1/credits", wallet, move(wallet, amount * 2), amount * 2);
      case 10 -> refund();
      default -> {
        long change = random.nextBoolean() ? amount : -amount;
        send(Kind.ADJUSTMENT, "/v1/adjustments", wallet, move(wallet, change), change);
      }
    }
  }

  private void debit(String wallet, long amount) {
    boolean partial = random.nextInt(4) == 0;
    JsonObject body = move(wallet, amount).put("allow_partial", partial);
    Entry entry = send(Kind.DEBIT, "/v1/debits", wallet, body, amount);
    if (entry.succeeded()) {
      keep(debits, entry, wallet);
    }
  }

  private void authorize(String wallet, long amount) {
    int seconds = random.nextInt(5) == 0 ? 2 : 3_600;
    JsonObject body =
        move(wallet, amount)
            .put("allow_partial", random.nextInt(4) == 0)
            .put("expires_in", seconds);
    Entry entry = send(Kind.AUTHORIZE, "/v1/authorizations", wallet, body, amount);
    if (entry.succeeded()) {
      keep(holds, entry, wallet);
    }
  }

  private static void keep(Deque<Made> made, Entry entry, String wallet) {
    String id = entry.body().getString("id");
    made.add(
        new Made(
            id, entry.wallet(), wallet, entry.key(), Math.abs(entry.body().getLong("amount"))));
    if (made.size() > 200) {
      made.poll();
    }
  }

  private void follow(Kind kind, String verb) {
    Made hold = holds.poll();
    if (hold == null) {
      return;
    }
    long amount = kind == Kind.INCREMENT ? 5 : random.nextLong(1, hold.amount() + 1);
    JsonObject body = new JsonObject().put("amount", amount);
    if (kind == Kind.CAPTURE) {
      body.put("final", true);
    }
    String path = "/v1/authorizations/" + hold.id() + "/" + verb;
    Entry entry = send(kind, path, hold.walletId(), body, amount);
    if (kind == Kind.INCREMENT && entry.succeeded()) {
      holds.add(hold);
    }
  }

  private void refund() {
    Made debit = debits.poll();
    if (debit != null) {
      String path = "/v1/transactions/" + debit.id() + "/refund";
      send(Kind.REFUND, path, debit.walletId(), new JsonObject(), debit.amount());
    }
  }

  private static JsonObject move(String wallet, long amount) {
    return new JsonObject().put("wallet_id", wallet).put("amount", amount).put("currency", "USD");
  }

  /** Sends until there is a definite answer, or no time is left. */
  private Entry send(Kind kind, String path, String wallet, JsonObject body, long amount) {
    return exchange(kind, path, wallet, "caller-" + number + "-" + count++, body, amount);
  }

  private Entry exchange(
      Kind kind, String path, String wallet, String key, JsonObject body, long amount) {
    boolean partial = body.getBoolean("allow_partial", false);
    long walletNumber = Ids.number(UUID.fromString(wallet));
    long sentMillis = System.currentTimeMillis();
    int unknowns = 0;
    while (true) {
      int status = 0;
      JsonObject answer = null;
      try {
        HttpResponse<String> response =
            http.send(request(path, key, body), BodyHandlers.ofString());
        status = response.statusCode();
        answer = new JsonObject(response.body());
      } catch (IOException noAnswer) {
        // Whether it happened is not known: asked again below.
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
      boolean running =
          answer != null && "idempotency_key_in_progress".equals(answer.getString("code"));
      boolean definite = status != 0 && status != 503 && !running;
      if (definite || System.currentTimeMillis() > giveUpMillis) {
        Entry entry =
            new Entry(
                kind,
                walletNumber,
                key,
                amount,
                partial,
                sentMillis,
                System.currentTimeMillis(),
                definite ? status : 0,
                unknowns,
                answer);
        history.add(entry);
        return entry;
      }
      unknowns++;
      if (!kind.equals(Kind.REVERSAL) && random.nextInt(8) == 0) {
        JsonObject reversal = new JsonObject().put("wallet_id", wallet).put("idempotency_key", key);
        exchange(Kind.REVERSAL, "/v1/reversals", wallet, key, reversal, amount);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private HttpRequest request(String path, String key, JsonObject body) {
    int port = instances.port(random.nextInt(Instances.COUNT));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + secret)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(body.encode()))
        .build();
  }
}
