package io.holdfast.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import org.junit.jupiter.api.Test;

class RecentDeclinesTest {
  private static final WalletRef WALLET = new WalletRef(Ids.random(1), "USD");

  private final RecentDeclines declines = new RecentDeclines();

  @Test
  void aBusinessSeesItsOwnAndWhatItDidNotSeeYet() {
    add(1, 100);
    add(2, 200);
    add(1, 300);
    assertThat(declines.after(1, 0)).extracting(Decline::amount).containsExactly(100L, 300L);
    assertThat(declines.after(2, 0)).extracting(Decline::amount).containsExactly(200L);
    assertThat(declines.after(3, 0)).isEmpty();
    long seen = declines.after(1, 0).get(0).number();
    assertThat(declines.after(1, seen)).extracting(Decline::amount).containsExactly(300L);
  }

  @Test
  void theOldestOfABusinessMakeRoomAndNobodyElses() {
    add(2, 7);
    for (int i = 1; i <= RecentDeclines.OF_BUSINESS_MAX + 5; i++) {
      add(1, i);
    }
    assertThat(declines.after(1, 0)).hasSize(RecentDeclines.OF_BUSINESS_MAX);
    assertThat(declines.after(1, 0).get(0).amount()).isEqualTo(6);
    assertThat(declines.after(2, 0)).hasSize(1);
  }

  @Test
  void theBusinessThatDeclinedNothingForLongestMakesRoom() {
    for (int business = 1; business <= RecentDeclines.BUSINESSES_MAX; business++) {
      add(business, 1);
    }
    add(1, 2);
    add(1_000, 1);
    assertThat(declines.after(1, 0)).hasSize(2);
    assertThat(declines.after(2, 0)).isEmpty();
    assertThat(declines.after(3, 0)).hasSize(1);
    assertThat(declines.after(1_000, 0)).hasSize(1);
  }

  @Test
  void whatIsKeptIsWhatWasAskedFor() {
    Details details = new Details(4, "sale-1881", null, null);
    Operation debit = new Operation.Debit(origin(1), WALLET, 2_500, false, details, 1);
    declines.add(debit, new Answer.Refused(Refusal.INSUFFICIENT_FUNDS, 1_200, false), 99);
    MovementRef hold = new MovementRef(Ids.random(2));
    Operation increment = new Operation.Increment(origin(1), hold, 50);
    declines.add(increment, new Answer.Refused(Refusal.WALLET_FROZEN, 7, false), 100);
    Operation hold2 = new Operation.Authorize(origin(1), WALLET, 10, 20, true, 60, Details.NONE, 1);
    declines.add(hold2, new Answer.Refused(Refusal.WALLET_CLOSED, 0, false), 101);
    assertThat(declines.after(1, 0))
        .containsExactly(
            new Decline(
                1,
                99,
                OperationKind.DEBIT,
                Refusal.INSUFFICIENT_FUNDS,
                WALLET.id(),
                null,
                2_500,
                "USD",
                1_200L,
                4,
                "sale-1881",
                9),
            new Decline(
                2,
                100,
                OperationKind.INCREMENT,
                Refusal.WALLET_FROZEN,
                null,
                hold.id(),
                50,
                null,
                null,
                0,
                null,
                9),
            new Decline(
                3,
                101,
                OperationKind.AUTHORIZE,
                Refusal.WALLET_CLOSED,
                WALLET.id(),
                null,
                20,
                "USD",
                null,
                0,
                null,
                9));
  }

  private void add(int business, long amount) {
    declines.add(
        new Operation.Debit(origin(business), WALLET, amount, false, Details.NONE, 1),
        new Answer.Refused(Refusal.INSUFFICIENT_FUNDS, 0, false),
        1);
  }

  private static Origin origin(int business) {
    return new Origin(business, 9, OperationKey.of("key"), 1);
  }
}
