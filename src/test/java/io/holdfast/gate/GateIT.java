package io.holdfast.gate;

import static io.holdfast.gate.Spends.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.money.Amounts;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gate decides, on a real Redis. */
final class GateIT {
  private static final int QUEUE_MAX = 300;

  private static Vertx vertx;
  private static TestRedis redis;
  private static GateLoop gate;
  private static long wallets;
  private WalletRef wallet;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    redis = new TestRedis(vertx, TestServers.redisUri());
    gate = GateLoop.start(vertx, TestServers.redisUri(), QUEUE_MAX);
  }

  @AfterAll
  static void stop() {
    gate.close();
    redis.close();
    TestServers.await(vertx.close());
  }

  @BeforeEach
  void anEmptyRedis() {
    redis.ask("FLUSHALL");
    wallet = Spends.wallet(++wallets);
  }

  @Test
  void aReservationLowersWhatIsAvailableAndIsMarked() {
    load(100);
    Operation debit = Spends.debit(wallet, "k", 60);
    assertThat(reserve(debit)).isEqualTo(new Reservation.Reserved(60));
    assertThat(available()).isEqualTo("40");
    assertThat(redis.marks(wallet.number())).containsOnlyKeys(text(Keys.field(debit)));
    assertThat(reserve(Spends.debit(wallet, "l", 41))).isEqualTo(new Reservation.TooLittle(40));
    assertThat(available()).isEqualTo("40");
  }

  @Test
  void whatWasReservedIsGivenBackOnce() {
    load(100);
    Operation debit = Spends.debit(wallet, "k", 60);
    reserve(debit);
    gate.ask(it -> it.undo(debit));
    assertThat(available()).isEqualTo("100");
    gate.ask(it -> it.undo(debit));
    assertThat(available()).isEqualTo("100");
    assertThat(redis.marks()).isZero();
  }

  @Test
  void whatWasSettledIsNeverGivenBack() {
    load(100);
    Operation debit = Spends.debit(wallet, "k", 60);
    reserve(debit);
    gate.ask(it -> it.settle(debit));
    gate.ask(it -> it.undo(debit));
    assertThat(available()).isEqualTo("40");
    assertThat(redis.marks()).isZero();
  }

  @Test
  void aSettledOperationWithoutItsMarkHasTheWalletLoadedAgain() {
    load(100);
    gate.ask(it -> it.settle(Spends.debit(wallet, "k", 60)));
    assertThat(available()).isNull();
  }

  @Test
  void aPendingKeyIsNotReservedTwice() {
    load(100);
    reserve(Spends.debit(wallet, "k", 60));
    assertThat(reserve(Spends.debit(wallet, "k", 60))).isEqualTo(new Reservation.InProgress());
    assertThat(reserve(Spends.debit(wallet, "k", 30))).isEqualTo(new Reservation.KeyReused());
    assertThat(reserveAnyway(Spends.debit(wallet, "k", 60)))
        .isEqualTo(new Reservation.InProgress());
    assertThat(reserveAnyway(Spends.debit(wallet, "k", 30))).isEqualTo(new Reservation.KeyReused());
    assertThat(available()).isEqualTo("40");
  }

  @Test
  void aPendingKeyIsKnownWhereTheWalletIsNot() {
    load(100);
    reserve(Spends.debit(wallet, "k", 60));
    redis.ask("DEL", text(Keys.wallet(wallet.number())));
    assertThat(reserve(Spends.debit(wallet, "k", 60))).isEqualTo(new Reservation.InProgress());
    assertThat(reserve(Spends.debit(wallet, "k", 30))).isEqualTo(new Reservation.KeyReused());
    assertThat(reserve(Spends.debit(wallet, "l", 30))).isEqualTo(new Reservation.Absent());
  }

  @Test
  void aDeclineIsRememberedUnderItsKey() {
    load(100);
    Operation debit = Spends.debit(wallet, "k", 160);
    gate.ask(
        it -> it.recordDecline(debit, new Answer.Refused(Refusal.INSUFFICIENT_FUNDS, -7, false)));
    Reservation said = new Reservation.DeclinedBefore(160, Refusal.INSUFFICIENT_FUNDS, -7, null);
    assertThat(reserve(debit)).isEqualTo(said);
    assertThat(reserve(Spends.debit(wallet, "k", 1))).isEqualTo(said);
    assertThat(reserveAnyway(debit)).isEqualTo(said);
    assertThat(redis.ask("TTL", text(Keys.decline(debit))).toInteger()).isBetween(600, 900);
  }

  @Test
  void aPartialReservationTakesWhatIsThere() {
    load(100);
    assertThat(reserve(Spends.partialDebit(wallet, "k", 30)))
        .isEqualTo(new Reservation.Reserved(30));
    assertThat(reserve(Spends.partialDebit(wallet, "l", 80)))
        .isEqualTo(new Reservation.Reserved(70));
    assertThat(reserve(Spends.partialDebit(wallet, "m", 1)))
        .isEqualTo(new Reservation.TooLittle(0));
    gate.ask(it -> it.undo(Spends.partialDebit(wallet, "l", 80)));
    assertThat(available()).isEqualTo("70");
  }

  @Test
  void onlyTheWalletThatWasNamedIsDecidedOn() {
    load(100);
    WalletRef otherId = new WalletRef(Spends.wallet(wallet.number()).id(), "USD");
    WalletRef otherCurrency = new WalletRef(wallet.id(), "EUR");
    Reservation unclear = new Reservation.Unclear();
    assertThat(reserve(Spends.debit(otherId, "k", 1))).isEqualTo(unclear);
    assertThat(reserve(Spends.debit(otherCurrency, "k", 1))).isEqualTo(unclear);
    // Not even a business whose number begins with the same digits.
    for (int business : new int[] {2, 10, 11}) {
      assertThat(reserve(Spends.debit(business, wallet, "k", 1, 1, false))).isEqualTo(unclear);
    }
    assertThat(available()).isEqualTo("100");
    assertThat(redis.marks()).isZero();
  }

  @Test
  void aWalletThatIsNotActiveIsLeftToTheLedger() {
    for (WalletStatus status : List.of(WalletStatus.FROZEN, WalletStatus.CLOSED)) {
      redis.ask("DEL", text(Keys.wallet(wallet.number())));
      WalletState state = new WalletState(100, 0, 0, status, 1);
      boolean cached =
          gate.ask(
              it ->
                  it.beginLoad(wallet.number())
                      .compose(
                          load ->
                              it.endLoad(
                                  load.orElseThrow(),
                                  Spends.BUSINESS,
                                  wallet.id(),
                                  "USD",
                                  state,
                                  List.of())));
      assertThat(cached).isTrue();
      assertThat(reserve(Spends.debit(wallet, "k", 1))).isEqualTo(new Reservation.Unclear());
    }
  }

  @Test
  void theLargestAmountsAreExact() {
    long max = Amounts.MAX;
    load(max - 1);
    assertThat(reserve(Spends.debit(wallet, "a", max)))
        .isEqualTo(new Reservation.TooLittle(max - 1));
    assertThat(reserve(Spends.debit(wallet, "b", max - 2)))
        .isEqualTo(new Reservation.Reserved(max - 2));
    assertThat(available()).isEqualTo("1");
    gate.ask(it -> it.undo(Spends.debit(wallet, "b", max - 2)));
    gate.ask(it -> it.add(wallet.number(), 1, 2));
    assertThat(available()).isEqualTo(Long.toString(max));
    assertThat(reserve(Spends.partialDebit(wallet, "c", max))).isEqualTo(reserved(max));
    for (String key : List.of("d", "e")) {
      assertThat(reserveAnyway(Spends.debit(wallet, key, max))).isEqualTo(reserved(max));
    }
    assertThat(available()).isEqualTo(Long.toString(-2 * max));
    gate.ask(it -> it.undo(Spends.debit(wallet, "d", max)));
    gate.ask(it -> it.undo(Spends.debit(wallet, "e", max)));
    assertThat(available()).isEqualTo("0");
  }

  @Test
  void aRaiseThatTheLoadedRowHadAlreadyIsNotAddedAgain() {
    load(100, 5);
    gate.ask(it -> it.add(wallet.number(), 10, 5));
    gate.ask(it -> it.add(wallet.number(), 20, 4));
    assertThat(available()).isEqualTo("100");
    // In whatever order they come.
    gate.ask(it -> it.add(wallet.number(), 1, 7));
    gate.ask(it -> it.add(wallet.number(), 2, 6));
    assertThat(available()).isEqualTo("103");
  }

  @Test
  void whatWasForgottenDoesNotComeBackOlder() {
    load(100, 5);
    gate.ask(it -> it.invalidate(wallet.number(), 7));
    assertThat(load(100, 6)).isFalse();
    assertThat(available()).isNull();
    assertThat(load(90, 7)).isTrue();
    assertThat(available()).isEqualTo("90");
  }

  @Test
  void aRedisThatLostItsScriptsIsGivenThemAgain() {
    load(100);
    redis.ask("SCRIPT", "FLUSH");
    assertThat(reserve(Spends.debit(wallet, "k", 60))).isEqualTo(reserved(60));
    redis.ask("SCRIPT", "FLUSH");
    redis.ask("DEL", text(Keys.wallet(wallet.number())));
    assertThat(load(100)).isTrue();
    redis.ask("SCRIPT", "FLUSH");
    List<Marks.Mark> marks = gate.ask(nothing -> new RedisMarks(gate.link()).olderThan(0));
    assertThat(marks).hasSize(1);
    assertThat(available()).isEqualTo("40");
  }

  @Test
  void marksThatTheClockWasSetBackUnderCountAsOld() {
    long now = redis.ask("TIME").get(0).toLong();
    String marks = text(Keys.marks(Ids.bucket(wallet.number())));
    String[] ages = {"0", "1", "-3600", "3600"};
    for (String age : ages) {
      UUID key = OperationKey.of("aged " + age).hash();
      String stamp = Long.toString(now - Long.parseLong(age));
      redis.ask("HSET", marks, wallet.number() + ":" + key, stamp + ":5:1");
    }
    List<Marks.Mark> old = gate.ask(nothing -> new RedisMarks(gate.link()).olderThan(60));
    assertThat(old)
        .extracting(Marks.Mark::key)
        .containsExactlyInAnyOrder(
            OperationKey.of("aged -3600").hash(), OperationKey.of("aged 3600").hash());
  }

  @Test
  void whatWasCachedUnderAnotherServerIsLoadedAgain() {
    load(100, 7);
    // As a replica has it that was promoted before it had seen the last reservations.
    redis.ask("HSET", text(Keys.wallet(wallet.number())), "a", "5000", "e", "another");
    assertThat(reserve(Spends.debit(wallet, "k", 60))).isInstanceOf(Reservation.Absent.class);
    assertThat(load(90, 8)).isTrue();
    assertThat(available()).isEqualTo("90");
    assertThat(reserve(Spends.debit(wallet, "k", 60))).isEqualTo(reserved(60));
  }

  @Test
  void whatIsForcedUnderAnotherServersCopyVoidsTheLoadUnderWay() {
    load(100, 7);
    redis.ask("HSET", text(Keys.wallet(wallet.number())), "e", "another");
    assertThat(reserveAnyway(Spends.debit(wallet, "k", 60))).isEqualTo(reserved(60));
    assertThat(load(100, 7)).isTrue();
    assertThat(available()).isEqualTo("40");
  }

  private static Reservation reserved(long amount) {
    return new Reservation.Reserved(amount);
  }

  private boolean load(long available) {
    return load(available, 1);
  }

  private boolean load(long available, long version) {
    return gate.ask(it -> Spends.load(it, wallet, available, version));
  }

  private static Reservation reserve(Operation operation) {
    return gate.ask(it -> it.reserve(operation));
  }

  private static Reservation reserveAnyway(Operation operation) {
    return gate.ask(it -> it.reserveAnyway(operation));
  }

  private String available() {
    return redis.wallet(wallet.number()).get("a");
  }
}
