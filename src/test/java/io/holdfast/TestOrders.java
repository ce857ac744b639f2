package io.holdfast;

import io.holdfast.operation.Details;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.WalletRef;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Operations of a business, each under a key of its own. For any thread. */
public final class TestOrders {
  private static final AtomicInteger KEYS = new AtomicInteger();

  private final TestBusiness business;

  public TestOrders(TestBusiness business) {
    this.business = business;
  }

  public Origin origin() {
    int number = KEYS.incrementAndGet();
    return new Origin(business.number(), 0, OperationKey.of("order " + number), number);
  }

  public Operation debit(WalletRef wallet, long amount) {
    return new Operation.Debit(origin(), wallet, amount, false, Details.NONE, business.house());
  }

  public Operation deposit(WalletRef wallet, long amount) {
    return new Operation.Credit(
        origin(), OperationKind.DEPOSIT, wallet, amount, Details.NONE, business.house());
  }

  public Operation authorize(WalletRef wallet, long amount, int expiresInSeconds) {
    return new Operation.Authorize(
        origin(), wallet, amount, amount, false, expiresInSeconds, Details.NONE, business.house());
  }

  public Operation capture(UUID hold, long amount, boolean isFinal) {
    return new Operation.Capture(origin(), new MovementRef(hold), amount, isFinal);
  }

  public Operation voidHold(UUID hold) {
    return new Operation.VoidHold(origin(), new MovementRef(hold), 0);
  }
}
