package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestCore;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.gate.Gate;
import io.holdfast.gate.RedisMarks;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulator's Redis is the real one with the real scripts: whatever is said to both, in
 * whatever order, sensible or not, is answered alike and leaves the same behind. A failure names
 * its seed, which makes it happen again.
 */
final class ModelRedisIT {
  private static final int BUSINESS = 7;
  private static final int STEPS = 4_000;
  private static final int KEYS = 5;
  private static final int TOGETHER_MAX = 6;

  /** Far above what a run takes, so that its own time makes no mark a shift older. */
  private static final int SHIFT_SECONDS = 1_000;

  private static final String ANOTHER = "another";

  private static TestCore core;
  private static TestRedis redis;

  /* The first two share a bucket. */
  private final List<WalletRef> wallets = List.of(wallet(17), wallet(17 + 256), wallet(18));
  private final Map<String, String> tickets = new HashMap<>();
  private final List<Begun> begun = new ArrayList<>();
  private Random random;
  private ModelRedis model;
  private ModelRedis.Copy copy;
  private Map<String, Map<String, String>> copied;
  private long copiedAtOffset;
  private String where;

  /** A load as both have it. */
  private record Begun(WalletRef wallet, String ticket, Gate.Load load) {}

  /** What is said to both. */
  private record Said(String what, Function<Gate, Future<?>> real, Supplier<?> model) {}

  @BeforeAll
  static void start() {
    core = TestCore.start(TestServers.book(), TestServers.redisUri(), 1);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
  }

  @AfterAll
  static void stop() {
    redis.close();
    core.close();
  }

  @BeforeEach
  void anEmptyRedis() {
    redis.ask("FLUSHALL");
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, 3, new Random().nextLong());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theModelAnswersAndIsLeftAsTheRealOne(long seed) {
    System.out.println("model of Redis, seed " + seed);
    random = new Random(seed);
    model = new ModelRedis(new Scheduler(seed));
    for (int step = 0; step < STEPS; step++) {
      where = "seed " + seed + ", step " + step;
      int dice = random.nextInt(100);
      if (dice < 60) {
        sayTogether();
      } else if (dice < 75) {
        beginLoad();
      } else if (dice < 90) {
        endLoad();
      } else if (dice < 93) {
        decline();
      } else if (dice < 96) {
        compareOldMarks();
      } else {
        disturb();
      }
      compareWhatIsLeft();
    }
  }

  // What is said in one tick is one call of the script.

  private void sayTogether() {
    List<Said> said = new ArrayList<>();
    for (int i = 1 + random.nextInt(TOGETHER_MAX); i > 0; i--) {
      said.add(anything());
    }
    List<Object> replies =
        TestServers.await(
            core.loop(0)
                .run(
                    loop ->
                        Future.all(said.stream().map(it -> it.real().apply(loop.gate())).toList())
                            .map(all -> all.list())));
    for (int i = 0; i < said.size(); i++) {
      assertThat(replies.get(i))
          .as("%s: %s of %s", where, said.get(i).what(), said)
          .isEqualTo(said.get(i).model().get());
    }
  }

  private Said anything() {
    Operation it = operation();
    WalletRef wallet = any(wallets);
    long number = wallet.number();
    UUID key = it.origin().key().hash();
    long version = random.nextInt(12);
    int amount = random.nextInt(60);
    int dice = random.nextInt(20);
    if (dice < 7) {
      return new Said("reserve " + it, gate -> gate.reserve(it), () -> model.reserve(it, false));
    } else if (dice < 9) {
      return new Said(
          "reserve anyway " + it, gate -> gate.reserveAnyway(it), () -> model.reserve(it, true));
    } else if (dice < 12) {
      return new Said(
          "settle " + it, gate -> gate.settle(it), () -> model.settle(it.wallet(), key));
    } else if (dice < 15) {
      return new Said("undo " + it, gate -> gate.undo(it), () -> model.undo(it.wallet(), key));
    } else if (dice < 18) {
      return new Said(
          "add " + amount + " at " + version + " to " + number,
          gate -> gate.add(number, amount, version),
          () -> model.add(number, amount, version));
    }
    long seen = random.nextBoolean() ? 0 : version;
    return new Said(
        "invalidate " + number + " at " + seen,
        gate -> gate.invalidate(number, seen),
        () -> model.invalidate(number, seen));
  }

  private Operation operation() {
    WalletRef wallet = any(wallets);
    long amount = random.nextLong(1, 60);
    // The same key may come with another fingerprint.
    Origin origin =
        new Origin(
            BUSINESS, 0, OperationKey.of("key " + random.nextInt(KEYS)), random.nextInt(3) - 1);
    boolean partial = random.nextInt(3) == 0;
    return switch (random.nextInt(4)) {
      case 0 ->
          new Operation.Authorize(origin, wallet, amount, amount, partial, 60, Details.NONE, 1);
      case 1 ->
          new Operation.Increment(
              origin, new MovementRef(Ids.movement(1, wallet.number(), 1)), amount);
      default -> new Operation.Debit(origin, wallet, amount, partial, Details.NONE, 1);
    };
  }

  private void decline() {
    Operation it = operation();
    long available = random.nextLong(-30, 30);
    Answer.Refused no = new Answer.Refused(Refusal.INSUFFICIENT_FUNDS, available, false);
    ask(gate -> gate.recordDecline(it, no));
    model.decline(it, no);
  }

  // Loads, of which several may be under way.

  private void beginLoad() {
    WalletRef wallet = any(wallets);
    Optional<Gate.Load> load = ask(gate -> gate.beginLoad(wallet.number()));
    List<String> expected = model.beginLoad(wallet.number());
    assertThat(load.isEmpty()).as("%s: %s is cached", where, wallet).isEqualTo(expected.isEmpty());
    if (load.isPresent()) {
      String ticket = expected.get(0);
      tickets.putIfAbsent(ticket, load.get().ticket());
      assertThat(load.get().ticket()).as(where).isEqualTo(tickets.get(ticket));
      assertThat(load.get().pending())
          .as("%s: pending on %s", where, wallet)
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().skip(1).map(UUID::fromString).toList());
      begun.add(new Begun(wallet, ticket, load.get()));
    }
  }

  private void endLoad() {
    if (begun.isEmpty()) {
      return;
    }
    // Mostly one of the last; none is ended only once.
    int first = random.nextInt(5) == 0 ? 0 : Math.max(0, begun.size() - 3);
    Begun load = begun.get(first + random.nextInt(begun.size() - first));
    WalletStatus status = random.nextInt(5) == 0 ? WalletStatus.FROZEN : WalletStatus.ACTIVE;
    WalletState state =
        new WalletState(random.nextInt(200), random.nextInt(50), 10, status, random.nextInt(12));
    List<UUID> uncommitted = new ArrayList<>(load.load().pending());
    uncommitted.removeIf(key -> random.nextInt(3) == 0);
    List<UUID> committed = new ArrayList<>(load.load().pending());
    committed.removeAll(uncommitted);
    WalletRef wallet = load.wallet();
    boolean cached =
        ask(
            gate ->
                gate.endLoad(
                    load.load(), BUSINESS, wallet.id(), wallet.currency(), state, uncommitted));
    assertThat(cached)
        .as("%s: %s as %s", where, load, state)
        .isEqualTo(model.endLoad(wallet.number(), load.ticket(), state, uncommitted, committed));
  }

  private void compareOldMarks() {
    int seconds = random.nextBoolean() ? SHIFT_SECONDS / 2 : 3 * SHIFT_SECONDS / 2;
    var real =
        TestServers.await(core.loop(0).run(loop -> new RedisMarks(loop.link()).olderThan(seconds)));
    assertThat(real.stream().map(it -> new ModelRedis.Place(it.wallet(), it.key())).toList())
        .as("%s: marks older than %d s", where, seconds)
        .containsExactlyInAnyOrderElementsOf(model.olderThan(seconds));
  }

  // What happens to a server.

  private void disturb() {
    switch (random.nextInt(8)) {
      case 0 -> {
        redis.ask("FLUSHALL");
        model.flush();
      }
      case 1, 2 -> {
        WalletRef wallet = any(wallets);
        redis.ask("DEL", walletKey(wallet.number()));
        model.vanish(wallet.number());
      }
      case 3 -> {
        for (String key : keys("hf:{*}:d:*")) {
          redis.ask("DEL", key);
        }
        model.forgetDeclines();
      }
      case 4 -> {
        copy = model.copy();
        copied = realCopy();
        copiedAtOffset = model.clockOffsetSeconds;
      }
      case 5 -> failOver();
      case 6 -> redis.ask("SCRIPT", "FLUSH");
      default -> {
        int seconds = random.nextBoolean() ? SHIFT_SECONDS : -SHIFT_SECONDS;
        model.clockOffsetSeconds += seconds;
        age(seconds);
      }
    }
  }

  /** The copy takes over: another server, as its clients see it. */
  private void failOver() {
    if (copy == null) {
      return;
    }
    redis.ask("FLUSHALL");
    copied.forEach(
        (key, hash) ->
            hash.forEach(
                (field, value) ->
                    redis.ask("HSET", key, field, field.equals("e") ? ANOTHER : value)));
    age(model.clockOffsetSeconds - copiedAtOffset);
    model.replaceBy(copy);
    copy = null;
  }

  private static Map<String, Map<String, String>> realCopy() {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (String pattern : List.of("hf:{*}:w:*", "hf:{*}:p")) {
      keys(pattern).forEach(key -> all.put(key, redis.hash(key)));
    }
    return all;
  }

  /** The clock of the real one cannot be set; its marks are moved the other way. */
  private static void age(long seconds) {
    for (String key : keys("hf:{*}:p")) {
      redis
          .hash(key)
          .forEach(
              (field, mark) -> {
                int colon = mark.indexOf(':');
                long at = Long.parseLong(mark.substring(0, colon)) - seconds;
                redis.ask("HSET", key, field, at + mark.substring(colon));
              });
    }
  }

  // What is left.

  private void compareWhatIsLeft() {
    Map<String, String> marks = new TreeMap<>();
    for (WalletRef wallet : wallets) {
      long number = wallet.number();
      assertThat(left(redis.wallet(number)))
          .as("%s: %s", where, wallet)
          .isEqualTo(left(model.seen(number)));
      redis
          .marks(number)
          .forEach((field, mark) -> marks.put(field, mark.substring(mark.indexOf(':') + 1)));
    }
    assertThat(marks).as("%s: marks", where).isEqualTo(model.marksByField());
  }

  private Map<String, String> left(ModelRedis.Seen wallet) {
    Map<String, String> fields = new TreeMap<>();
    if (wallet.available() != null) {
      fields.put("a", wallet.available() + (wallet.isOfThisEpoch() ? " now" : " before"));
      fields.put("s", Integer.toString(wallet.status().code()));
    }
    if (wallet.version() >= 0) {
      fields.put("v", Long.toString(wallet.version()));
    }
    if (wallet.ticket() != null) {
      fields.put("l", tickets.get(wallet.ticket()));
    }
    return fields;
  }

  private static Map<String, String> left(Map<String, String> real) {
    Map<String, String> fields = new TreeMap<>(real);
    fields.keySet().retainAll(new HashSet<>(List.of("a", "s", "v", "l")));
    if (fields.containsKey("a")) {
      fields.put("a", fields.get("a") + (real.get("e").equals(ANOTHER) ? " before" : " now"));
    } else {
      fields.remove("s");
    }
    return fields;
  }

  private static <T> T ask(Function<Gate, Future<T>> question) {
    return TestServers.await(core.loop(0).run(loop -> question.apply(loop.gate())));
  }

  private static List<String> keys(String pattern) {
    List<String> keys = new ArrayList<>();
    redis.ask("KEYS", pattern).forEach(key -> keys.add(key.toString()));
    return keys;
  }

  private static String walletKey(long number) {
    return "hf:{" + (number & 255) + "}:w:" + number;
  }

  private static WalletRef wallet(long number) {
    return new WalletRef(Ids.wallet(1, number), "USD");
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
