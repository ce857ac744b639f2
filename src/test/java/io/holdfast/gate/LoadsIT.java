package io.holdfast.gate;

import static io.holdfast.gate.Spends.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A load is overtaken by everything that can happen to its wallet, in every order. */
final class LoadsIT {
  private static final int ORDERS = 60;
  private static final long SEED = 20_261_123;

  private static Vertx vertx;
  private static TestRedis redis;
  private static GateLoop gate;
  private static long wallets;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    redis = new TestRedis(vertx, TestServers.redisUri());
    redis.ask("FLUSHALL");
    gate = GateLoop.start(vertx, TestServers.redisUri(), 1_000);
  }

  @AfterAll
  static void stop() {
    gate.close();
    redis.close();
    TestServers.await(vertx.close());
  }

  /** How an operation on the wallet ends while it is loaded, and what else happens. */
  enum Story {
    A_DEBIT_IS_COMMITTED("reserve commit settle"),
    A_DEBIT_IS_REFUSED("reserve undo"),
    A_DEBIT_IS_FORCED_AND_COMMITTED("force commit settle"),
    A_DEBIT_IS_FORCED_AND_REFUSED("force undo"),
    A_DEBIT_IS_RETRACTED("force retract undo"),
    A_COMMITTED_DEBIT_IS_REPEATED("force undo"),
    THE_WALLET_IS_LOST("force commit settle", "lose"),
    THE_WALLET_IS_LOST_AND_THE_DEBIT_RETRACTED("force retract undo", "lose"),
    THE_WALLET_IS_LOST_AND_THE_DEBIT_REPEATED("force undo", "lose"),
    THE_TERMS_CHANGE("force commit settle", "change invalidate"),
    REDIS_IS_LOST("force commit settle", "flush"),
    REDIS_IS_LOST_AND_THE_DEBIT_REFUSED("force undo", "flush");

    private final String debit;
    private final String disturbance;

    Story(String debit) {
      this(debit, "");
    }

    Story(String debit, String disturbance) {
      this.debit = debit;
      this.disturbance = disturbance;
    }
  }

  @ParameterizedTest
  @EnumSource(Story.class)
  void inWhateverOrderTheCacheEndsAsPostgresqlHasIt(Story story) {
    Random random = new Random(SEED);
    Set<List<String>> played = new HashSet<>();
    for (int i = 0; i < ORDERS; i++) {
      List<String> order = order(story, random);
      if (played.add(order)) {
        new Play(story, order).run();
      }
    }
  }

  @Test
  void twoLoadsAtOnceShareATicketAndTheFirstEndWins() {
    WalletRef wallet = Spends.wallet(++wallets);
    Gate.Load first = begin(wallet).orElseThrow();
    Gate.Load second = begin(wallet).orElseThrow();
    assertThat(second.ticket()).isEqualTo(first.ticket());
    assertThat(end(first, wallet, 100, 2, List.of())).isTrue();
    assertThat(end(second, wallet, 90, 1, List.of())).as("cached is cached").isTrue();
    assertThat(available(wallet)).isEqualTo("100");
    assertThat(begin(wallet)).isEmpty();
  }

  @Test
  void aLoadThatARaiseOvertookIsDoneAgain() {
    WalletRef wallet = Spends.wallet(++wallets);
    Gate.Load load = begin(wallet).orElseThrow();
    gate.ask(it -> it.add(wallet.number(), 50, 2));
    assertThat(end(load, wallet, 100, 1, List.of())).isFalse();
    assertThat(available(wallet)).isNull();
  }

  @Test
  void aLoadFromBeforeRedisWasLostIsDoneAgain() {
    WalletRef wallet = Spends.wallet(++wallets);
    Gate.Load load = begin(wallet).orElseThrow();
    redis.ask("FLUSHALL");
    assertThat(end(load, wallet, 100, 1, List.of())).isFalse();
    Gate.Load later = begin(wallet).orElseThrow();
    assertThat(end(load, wallet, 100, 1, List.of())).isFalse();
    assertThat(end(later, wallet, 90, 2, List.of())).isTrue();
    assertThat(available(wallet)).isEqualTo("90");
  }

  @Test
  void aLoadThatWasAbandonedLeavesNothing() {
    WalletRef wallet = Spends.wallet(++wallets);
    begin(wallet);
    assertThat(redis.ask("TTL", text(Keys.wallet(wallet.number()))).toInteger()).isBetween(1, 60);
  }

  @Test
  void whatIsPendingOnOtherWalletsOfTheBucketIsNotReservedAgain() {
    long number = 256L * ++wallets + 7;
    WalletRef wallet = Spends.wallet(number);
    WalletRef neighbour = Spends.wallet(number + 256_000 * 10);
    WalletRef sameBucket = Spends.wallet(number + 256_000);
    for (WalletRef other : List.of(neighbour, sameBucket)) {
      gate.ask(it -> it.reserveAnyway(Spends.debit(other, "k", 60)));
    }
    Gate.Load load = begin(wallet).orElseThrow();
    assertThat(load.pending()).isEmpty();
  }

  private static Optional<Gate.Load> begin(WalletRef wallet) {
    return gate.ask(it -> it.beginLoad(wallet.number()));
  }

  private static boolean end(
      Gate.Load load, WalletRef wallet, long available, long version, List<UUID> uncommitted) {
    return gate.ask(it -> Spends.end(it, load, wallet, available, version, uncommitted));
  }

  private static String available(WalletRef wallet) {
    return redis.wallet(wallet.number()).get("a");
  }

  /** The steps of debit, raise and load, shuffled, each in its own order. */
  private static List<String> order(Story story, Random random) {
    List<List<String>> rest = new ArrayList<>();
    for (String steps : List.of(story.debit, "raise add", "begin read end", story.disturbance)) {
      if (!steps.isEmpty()) {
        rest.add(new ArrayList<>(List.of(steps.split(" ", -1))));
      }
    }
    List<String> order = new ArrayList<>();
    while (!rest.isEmpty()) {
      int next = random.nextInt(rest.size());
      order.add(rest.get(next).remove(0));
      rest.removeIf(List::isEmpty);
    }
    return order;
  }

  /** One order of events, with a PostgreSQL of two numbers and a set of keys. */
  private static final class Play {
    private final Story story;
    private final List<String> order;
    private final WalletRef wallet = Spends.wallet(++wallets);
    private final Operation debit = Spends.debit(wallet, "k", 60);
    private final Set<UUID> taken = new HashSet<>();
    private long available = 200;
    private long version = 1;
    private Optional<Gate.Load> load = Optional.empty();
    private long readAvailable;
    private long readVersion;
    private List<UUID> readUncommitted;
    private long raisedVersion;
    private long changedVersion;

    Play(Story story, List<String> order) {
      this.story = story;
      this.order = order;
      if (story.name().endsWith("REPEATED")) {
        take(-60);
      }
    }

    void run() {
      for (String step : order) {
        play(step);
        if (!story.disturbance.equals("flush")) {
          assertThat(cached()).as("%s at %s", order, step).isLessThanOrEqualTo(available);
        }
      }
      while (available(wallet) == null) {
        play("begin");
        play("read");
        play("end");
      }
      assertThat(cached()).as("%s", order).isEqualTo(available);
      assertThat(redis.marks(wallet.number())).as("%s", order).isEmpty();
    }

    private long cached() {
      String cached = available(wallet);
      return cached == null ? Long.MIN_VALUE : Long.parseLong(cached);
    }

    private void play(String step) {
      switch (step) {
        case "reserve" -> {
          if (!(gate.ask(it -> it.reserve(debit)) instanceof Reservation.Reserved)) {
            play("force");
          }
        }
        case "force" -> {
          Reservation forced = gate.ask(it -> it.reserveAnyway(debit));
          assertThat(forced).isInstanceOf(Reservation.Reserved.class);
        }
        case "commit" -> take(-60);
        case "retract" -> take(0);
        case "settle" -> gate.ask(it -> it.settle(debit));
        case "undo" -> gate.ask(it -> it.undo(debit));
        case "raise" -> {
          available += 10;
          raisedVersion = ++version;
        }
        case "add" -> gate.ask(it -> it.add(wallet.number(), 10, raisedVersion));
        case "begin" -> load = LoadsIT.begin(wallet);
        case "read" -> read();
        case "end" ->
            load.ifPresent(
                it -> LoadsIT.end(it, wallet, readAvailable, readVersion, readUncommitted));
        case "lose" -> redis.ask("DEL", text(Keys.wallet(wallet.number())));
        case "change" -> changedVersion = ++version;
        case "invalidate" -> gate.ask(it -> it.invalidate(wallet.number(), changedVersion));
        case "flush" -> redis.ask("FLUSHALL");
        default -> throw new IllegalArgumentException(step);
      }
    }

    private void take(long amount) {
      available += amount;
      version++;
      taken.add(debit.origin().key().hash());
    }

    private void read() {
      readAvailable = available;
      readVersion = version;
      readUncommitted = new ArrayList<>(load.map(Gate.Load::pending).orElse(List.of()));
      readUncommitted.removeAll(taken);
    }
  }
}
