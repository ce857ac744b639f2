package io.holdfast.authorize;

import io.holdfast.TestBusiness;
import io.holdfast.money.Amounts;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Operation.Adjust;
import io.holdfast.operation.Operation.Authorize;
import io.holdfast.operation.Operation.Block;
import io.holdfast.operation.Operation.Capture;
import io.holdfast.operation.Operation.Credit;
import io.holdfast.operation.Operation.Debit;
import io.holdfast.operation.Operation.Expire;
import io.holdfast.operation.Operation.Increment;
import io.holdfast.operation.Operation.Refund;
import io.holdfast.operation.Operation.Terms;
import io.holdfast.operation.Operation.VoidHold;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Operations at random over a few wallets with little money: every kind, amounts that do not fit,
 * repetitions, keys used twice, ids that lead nowhere. The same seed makes the same operations from
 * the same answers. Confined to one thread.
 */
public final class Workload {
  private static final int AMOUNT_MAX = 60;
  private static final int REMEMBERED = 200;
  private static final List<OperationKind> CREDITS =
      List.of(
          OperationKind.DEPOSIT,
          OperationKind.DEPOSIT,
          OperationKind.REFUND,
          OperationKind.REWARD,
          OperationKind.MEMBERSHIP);

  private final Random random;
  private final TestBusiness business;
  private final List<WalletRef> wallets;
  private final List<Operation> past = new ArrayList<>();
  private final List<UUID> holds = new ArrayList<>();
  private final List<UUID> transactions = new ArrayList<>();
  private final Deque<Operation> planned = new ArrayDeque<>();
  private int count;

  public Workload(Random random, TestBusiness business, List<WalletRef> wallets) {
    this.random = random;
    this.business = business;
    this.wallets = wallets;
  }

  /** A new operation, or one that was there before, or one under a key that was. */
  public Operation next() {
    if (!planned.isEmpty()) {
      return planned.poll();
    }
    int dice = random.nextInt(100);
    if (dice < 15 && !past.isEmpty()) {
      return recent(past);
    } else if (dice == 15) {
      planClosing();
    }
    Operation fresh = fresh();
    if (dice < 20 && !past.isEmpty()) {
      Origin used = recent(past).origin();
      Origin mine = fresh.origin();
      return fresh.withOrigin(
          new Origin(mine.business(), mine.actor(), used.key(), mine.fingerprint()));
    } else if (dice < 24) {
      // What is blocked here may arrive later.
      remember(fresh);
      OperationKind kind = random.nextBoolean() ? OperationKind.FENCE : OperationKind.RETRACT;
      return new Block(fresh.origin(), kind, fresh.wallet());
    }
    remember(fresh);
    return fresh;
  }

  /** Learns the ids that an answer names. */
  public void learn(Answer answer) {
    if (answer instanceof Answer.Done done && done.receipt() != null && !done.replayed()) {
      List<UUID> ids = done.receipt() instanceof Receipt.Authorization ? holds : transactions;
      if (!ids.contains(done.receipt().id())) {
        ids.add(done.receipt().id());
      }
      forgetOldest(ids);
    }
  }

  /** Some hold there is, or null. */
  public UUID anyHold() {
    return holds.isEmpty() ? null : recent(holds);
  }

  private void remember(Operation operation) {
    past.add(operation);
    forgetOldest(past);
  }

  private static void forgetOldest(List<?> items) {
    if (items.size() > REMEMBERED) {
      items.remove(0);
    }
  }

  /** Takes all there is from a wallet and closes it, and opens it again after something else. */
  private void planClosing() {
    WalletRef ref = any(wallets);
    long house = business.house();
    planned.add(new Terms(origin(), ref, WalletStatus.ACTIVE, 0L));
    planned.add(new Debit(origin(), ref, Amounts.MAX, true, details(), house));
    planned.add(new Terms(origin(), ref, WalletStatus.CLOSED, null));
    for (int dice = 50; dice < 94; dice += 8) {
      planned.add(onWallet(origin(), ref, dice));
    }
    planned.add(new Terms(origin(), ref, WalletStatus.ACTIVE, null));
  }

  private Origin origin() {
    count++;
    boolean stranger = oneIn(100);
    return new Origin(
        stranger ? business.number() + 1 : business.number(),
        count % 5,
        OperationKey.of("key " + count),
        count);
  }

  private Operation fresh() {
    Origin origin = origin();
    int dice = random.nextInt(100);
    if (dice < 45 && !holds.isEmpty()) {
      return onHold(origin, dice);
    } else if (dice < 52 && !transactions.isEmpty()) {
      long amount = random.nextBoolean() ? 0 : amount();
      return new Refund(origin, movement(recent(transactions)), amount, details());
    }
    return onWallet(origin, wallet(), dice);
  }

  private Operation onHold(Origin origin, int dice) {
    MovementRef hold = movement(recent(holds));
    long amount = oneIn(3) ? 0 : amount();
    if (dice < 18) {
      return new Capture(origin, hold, amount, random.nextBoolean());
    } else if (dice < 30) {
      return new VoidHold(origin, hold, amount);
    } else if (dice < 38) {
      return new Increment(origin, hold, amount());
    }
    return new Expire(origin, hold);
  }

  private Operation onWallet(Origin origin, WalletRef wallet, int dice) {
    boolean partial = oneIn(4);
    long amount = amount();
    if (dice < 65) {
      return new Debit(origin, wallet, amount, partial, details(), business.house());
    } else if (dice < 78) {
      return new Authorize(
          origin, wallet, amount, amount, partial, 3_600, details(), business.house());
    } else if (dice < 88) {
      return new Credit(origin, any(CREDITS), wallet, amount, details(), business.house());
    } else if (dice < 94) {
      long signed = random.nextBoolean() ? amount : -amount;
      return new Adjust(origin, wallet, signed, details(), business.house());
    }
    Long limit = oneIn(3) ? Long.valueOf(oneIn(2) ? 0 : random.nextInt(80)) : null;
    return new Terms(origin, wallet, status(limit != null), limit);
  }

  private WalletStatus status(boolean orNone) {
    if (orNone && random.nextBoolean()) {
      return null;
    }
    int dice = random.nextInt(10);
    return dice < 6 ? WalletStatus.ACTIVE : dice < 8 ? WalletStatus.FROZEN : WalletStatus.CLOSED;
  }

  private WalletRef wallet() {
    WalletRef ref = any(wallets);
    if (oneIn(50)) {
      return new WalletRef(ref.id(), "EUR");
    } else if (oneIn(50)) {
      UUID id = ref.id();
      return new WalletRef(
          new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ 1), "USD");
    }
    return oneIn(50) ? new WalletRef(Ids.wallet(1, Ids.NUMBER_MAX), "USD") : ref;
  }

  private MovementRef movement(UUID id) {
    return new MovementRef(
        oneIn(50) ? Ids.movement(Ids.millis(id) + 1, Ids.number(id), Ids.sequence(id)) : id);
  }

  private Details details() {
    int dice = random.nextInt(4);
    return dice == 0
        ? Details.NONE
        : new Details(dice, "sale " + count, dice > 1 ? "note" : null, dice > 2 ? "{}" : null);
  }

  private long amount() {
    return oneIn(100) ? Amounts.MAX - random.nextInt(AMOUNT_MAX) : 1 + random.nextInt(AMOUNT_MAX);
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** Mostly one of the last. */
  private <T> T recent(List<T> items) {
    int first = oneIn(5) ? 0 : Math.max(0, items.size() - 8);
    return items.get(first + random.nextInt(items.size() - first));
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
