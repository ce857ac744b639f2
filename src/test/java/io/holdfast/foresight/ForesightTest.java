package io.holdfast.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.Details;
import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ForesightTest {
  private static final int BUSINESS = 3;
  private static final int LIMITED = 4;
  private static final long HOUSE = 900;
  private static final long NOW = 1_800_000_000_000L;
  private static final WalletRef WALLET = new WalletRef(Ids.wallet(1, 7), "USD");
  private static final WalletRef OTHER = new WalletRef(Ids.wallet(1, 8), "USD");

  private final Foresight foresight = new Foresight(1_024, 1, business -> business == LIMITED);
  private int keys;

  @Test
  void whatWasNeverHeardOfIsLeftToPostgresql() {
    assertThat(foresee(debit(WALLET, 1)).isNothing()).isTrue();
  }

  @Test
  void stepsGoOnFromWhatIsKnownAndFromOneAnother() {
    know(WALLET, 10, 100, 20, 0);
    know(OTHER, 3, 5, 0, 0);
    Foreseen foreseen =
        foresee(debit(WALLET, 30), debit(OTHER, 5), credit(WALLET, 7), debit(WALLET, 57));
    assertThat(foreseen.rest()).isEmpty();
    assertThat(foreseen.steps()).extracting(Step::sequence).containsExactly(11L, 4L, 12L, 13L);
    assertThat(foreseen.steps())
        .extracting(step -> step.after().available())
        .containsExactly(50L, 0L, 57L, 0L);
    assertThat(foreseen.wallets())
        .extracting(course -> course.from().number())
        .containsExactly(7L, 8L);
    confirm(foreseen);
    assertThat(foresee(debit(WALLET, 1)).isNothing()).isTrue();
    assertThat(foresee(credit(WALLET, 1)).steps().get(0).sequence()).isEqualTo(14);
  }

  @Test
  void nothingIsRememberedOfWhatWasNotConfirmed() {
    know(WALLET, 10, 100, 0, 0);
    foresee(debit(WALLET, 30));
    assertThat(foresee(debit(WALLET, 100)).steps().get(0).sequence()).isEqualTo(11);
  }

  @Test
  void whatIsNotCoveredIsLeftWithAllThatComesAfterItOnItsWallet() {
    know(WALLET, 1, 40, 0, 2);
    know(OTHER, 1, 100, 0, 0);
    List<Operation> batch = new ArrayList<>();
    for (int i = 0; i < Foresight.WORTH_SPLITTING; i++) {
      batch.add(debit(OTHER, 1));
    }
    batch.add(debit(WALLET, 42));
    batch.add(debit(WALLET, 1));
    batch.add(credit(WALLET, 9));
    Foreseen foreseen = foresight.foresee(batch, NOW);
    assertThat(foreseen.steps()).hasSize(Foresight.WORTH_SPLITTING + 1);
    assertThat(foreseen.rest())
        .containsExactly(Foresight.WORTH_SPLITTING + 1, Foresight.WORTH_SPLITTING + 2);
  }

  @Test
  void aFewOperationsAreNotWorthAStatementOfTheirOwn() {
    know(WALLET, 1, 40, 0, 0);
    assertThat(foresee(debit(WALLET, 1), debit(OTHER, 1)).isNothing()).isTrue();
  }

  @Test
  void whoMayNotKnowTheWalletIsLeftToPostgresql() {
    know(WALLET, 1, 100, 0, 0);
    WalletRef forged = new WalletRef(Ids.wallet(2, WALLET.number()), "USD");
    WalletRef inEuros = new WalletRef(WALLET.id(), "EUR");
    assertThat(foresee(debit(forged, 1)).isNothing()).isTrue();
    assertThat(foresee(debit(inEuros, 1)).isNothing()).isTrue();
    Origin stranger = new Origin(BUSINESS + 9, 0, OperationKey.of("s"), 1);
    assertThat(foresee(debit(WALLET, 1).withOrigin(stranger)).isNothing()).isTrue();
  }

  @Test
  void whatLimitsMayStopIsLeftToPostgresql() {
    Operation deposit = credit(WALLET, 1).withOrigin(origin(LIMITED));
    foresight.learn(deposit, 5, transaction(WALLET, 100, 0, 0));
    assertThat(foresee(debit(WALLET, 1).withOrigin(origin(LIMITED))).isNothing()).isTrue();
    assertThat(foresee(credit(WALLET, 1).withOrigin(origin(LIMITED))).isNothing()).isFalse();
  }

  @Test
  void aKeyIsForeseenOnceInABatch() {
    know(WALLET, 1, 100, 0, 0);
    Operation debit = debit(WALLET, 1);
    assertThat(foresee(debit, debit).isNothing()).isTrue();
  }

  @Test
  void lessThanWasAskedForIsPostgresqlsToGrant() {
    know(WALLET, 1, 100, 0, 0);
    Operation.Debit partial =
        new Operation.Debit(origin(BUSINESS), WALLET, 101, true, Details.NONE, HOUSE);
    assertThat(foresee(partial).isNothing()).isTrue();
    assertThat(foresee(partial.taking(100)).steps()).hasSize(1);
  }

  @Test
  void aDepositThatBecomesPaidIsLeftToPostgresqlAndARewardIsNot() {
    know(WALLET, 1, 100, 0, 0);
    Source source = new Source(5, Source.Kind.DEPOSIT, UUID.randomUUID(), null);
    Operation paid =
        new Operation.Credit(
            origin(BUSINESS), OperationKind.DEPOSIT, WALLET, 5, Details.NONE, HOUSE, source);
    assertThat(foresee(paid).isNothing()).isTrue();
    Operation reward =
        new Operation.Credit(
            origin(BUSINESS), OperationKind.REWARD, WALLET, 5, Details.NONE, HOUSE, source);
    assertThat(foresee(reward).steps().get(0).target()).isEqualTo(5);
  }

  @Test
  void anAuthorizationIsCapturedAsItWasAnswered() {
    know(WALLET, 1, 100, 0, 0);
    Receipt.Authorization made = authorized(40, 3_600);
    Foreseen capture = foresee(capture(made, 30, false));
    Receipt.Authorization captured = (Receipt.Authorization) confirm(capture).get(0);
    assertThat(captured.status()).isEqualTo(HoldStatus.PARTIALLY_CAPTURED);
    assertThat(captured.wallet()).isEqualTo(new Balance(70, 10, 60));
    assertThat(capture.steps().get(0).target()).isEqualTo(2);
    assertThat(capture.steps().get(0).house()).isEqualTo(HOUSE);
    Receipt.Authorization voided =
        (Receipt.Authorization)
            confirm(foresee(new Operation.VoidHold(origin(BUSINESS), ref(made), 0))).get(0);
    assertThat(voided.status()).isEqualTo(HoldStatus.VOIDED);
    assertThat(voided.wallet()).isEqualTo(new Balance(70, 0, 70));
    assertThat(foresee(capture(made, 0, true)).isNothing()).isTrue();
  }

  @Test
  void anAuthorizationIsForeseenOnceInABatch() {
    know(WALLET, 1, 100, 0, 0);
    Receipt.Authorization made = authorized(40, 3_600);
    assertThat(foresee(capture(made, 1, false), capture(made, 1, false)).isNothing()).isTrue();
  }

  @Test
  void anAuthorizationThatIsAboutToEndIsLeftToPostgresql() {
    know(WALLET, 1, 100, 0, 0);
    Receipt.Authorization made = authorized(40, 60);
    assertThat(foresee(capture(made, 1, false)).isNothing()).isTrue();
  }

  @Test
  void afterAChangeNobodyHeardOfNoAuthorizationOfTheWalletIsKnown() {
    know(WALLET, 1, 100, 0, 0);
    Receipt.Authorization made = authorized(40, 3_600);
    know(WALLET, 4, 60, 0, 0); // Version 3 was somebody else's.
    assertThat(foresee(capture(made, 1, false)).isNothing()).isTrue();
    assertThat(foresee(debit(WALLET, 1)).isNothing()).isFalse();
  }

  @Test
  void onAnotherSessionNothingIsKnown() {
    know(WALLET, 1, 100, 0, 0);
    Receipt.Authorization made = authorized(40, 3_600);
    foresight.reconnected();
    assertThat(foresee(debit(WALLET, 1)).isNothing()).isTrue();
    know(WALLET, 2, 100, 40, 0);
    assertThat(foresee(capture(made, 1, false)).isNothing()).isTrue();
  }

  @Test
  void whoGetsANumberThatWasAnothersIsNotTakenForHim() {
    know(WALLET, 9, 100, 0, 0);
    WalletRef heir = new WalletRef(Ids.wallet(5, WALLET.number()), "USD");
    know(heir, 1, 30, 0, 0);
    assertThat(foresee(debit(WALLET, 1)).isNothing()).isTrue();
    assertThat(foresee(debit(heir, 1)).steps().get(0).after().balance()).isEqualTo(29);
  }

  @Test
  void aWalletThatWasOtherwiseIsForgottenAndItsNeighbourIsNot() {
    know(WALLET, 1, 100, 0, 0);
    for (long number = 20; number < 30; number++) {
      know(wallet(number), 1, 100, 0, 0);
    }
    List<Operation> batch = new ArrayList<>(List.of(debit(WALLET, 1)));
    for (long number = 20; number < 30; number++) {
      batch.add(debit(wallet(number), 1));
    }
    List<Receipt> receipts =
        foresight.confirm(foresight.foresee(batch, NOW), NOW, Set.of(WALLET.number()));
    assertThat(receipts.get(0)).isNull();
    assertThat(receipts.subList(1, 11)).doesNotContainNull();
    assertThat(foresee(debit(WALLET, 1)).isNothing()).isTrue();
    assertThat(foresee(debit(wallet(20), 1)).steps().get(0).sequence()).isEqualTo(3);
  }

  @Test
  void whoIsOftenWrongPausesForLongerEachTimeAndShorterAfterEachThatWasRight() {
    assertThat(pauseAfterMistake()).isEqualTo(1);
    assertThat(pauseAfterMistake()).isEqualTo(2);
    assertThat(pauseAfterMistake()).isEqualTo(4);
    for (int i = 0; i < 10; i++) {
      pauseAfterMistake();
    }
    assertThat(pauseAfterMistake()).isEqualTo(Foresight.PAUSE_MAX_BATCHES);
    know(WALLET, 1, 100, 0, 0);
    confirm(foresee(debit(WALLET, 1)));
    assertThat(pauseAfterMistake()).isEqualTo(Foresight.PAUSE_MAX_BATCHES / 2);
  }

  @Test
  void otherTermsAreNotGuessed() {
    know(WALLET, 1, 100, 0, 0);
    foresight.learn(new Operation.Terms(origin(BUSINESS), WALLET, null, 5L), 2, null);
    assertThat(foresee(debit(WALLET, 1)).isNothing()).isTrue();
  }

  /** How many batches are left to PostgreSQL after one that failed. */
  private int pauseAfterMistake() {
    know(WALLET, 1, 100, 0, 0);
    foresight.forget(foresee(debit(WALLET, 1)));
    know(WALLET, 1, 100, 0, 0);
    int batches = 0;
    while (foresee(debit(WALLET, 1)).isNothing()) {
      batches++;
    }
    return batches;
  }

  private void know(WalletRef wallet, long version, long balance, long held, long creditLimit) {
    foresight.learn(credit(wallet, 1), version, transaction(wallet, balance, held, creditLimit));
  }

  private Receipt.Authorization authorized(long amount, int expiresInSeconds) {
    Operation authorize =
        new Operation.Authorize(
            origin(BUSINESS), WALLET, amount, amount, false, expiresInSeconds, Details.NONE, HOUSE);
    return (Receipt.Authorization) confirm(foresee(authorize)).get(0);
  }

  private Foreseen foresee(Operation... operations) {
    return foresight.foresee(List.of(operations), NOW);
  }

  private List<Receipt> confirm(Foreseen foreseen) {
    return foresight.confirm(foreseen, NOW, Set.of());
  }

  private Operation capture(Receipt.Authorization hold, long amount, boolean isFinal) {
    return new Operation.Capture(origin(BUSINESS), ref(hold), amount, isFinal);
  }

  private static MovementRef ref(Receipt.Authorization hold) {
    return new MovementRef(hold.id());
  }

  private Operation debit(WalletRef wallet, long amount) {
    return new Operation.Debit(origin(BUSINESS), wallet, amount, false, Details.NONE, HOUSE);
  }

  private Operation credit(WalletRef wallet, long amount) {
    return new Operation.Credit(
        origin(BUSINESS), OperationKind.DEPOSIT, wallet, amount, Details.NONE, HOUSE);
  }

  private Origin origin(int business) {
    keys++;
    return new Origin(business, 0, OperationKey.of("key " + keys), keys);
  }

  private static WalletRef wallet(long number) {
    return new WalletRef(new UUID(0x0000_0000_0001_7000L, (0b10L << 62) | (number << 34)), "USD");
  }

  private static Receipt.Transaction transaction(
      WalletRef wallet, long balance, long held, long creditLimit) {
    return new Receipt.Transaction(
        UUID.randomUUID(),
        wallet.id(),
        OperationKind.DEPOSIT,
        1,
        "USD",
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        NOW,
        new Balance(balance, held, balance - held + creditLimit));
  }
}
