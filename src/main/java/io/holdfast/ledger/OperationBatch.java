package io.holdfast.ledger;

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
import io.holdfast.operation.Operation.Move;
import io.holdfast.operation.Operation.Refund;
import io.holdfast.operation.Operation.Terms;
import io.holdfast.operation.Operation.VoidHold;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;

/** Turns operations into the array parameters of the SQL function {@code post}. */
final class OperationBatch {
  private static final int PARTIAL = 1;
  private static final int FINAL = 2;
  private static final int ALONE = 4;
  private static final int LIMITED = 8;
  private static final int UNDOES = 16;

  private final Short[] kind;
  private final Integer[] business;
  private final Long[] wallet;
  private final UUID[] walletId;
  private final String[] currency;
  private final UUID[] key;
  private final Long[] fingerprint;
  private final Long[] amount;
  private final Long[] requested;
  private final Short[] flags;
  private final Long[] target;
  private final OffsetDateTime[] targetAt;
  private final Long[] house;
  private final Integer[] location;
  private final Integer[] actor;
  private final Integer[] expiresIn;
  private final String[] reference;
  private final String[] note;
  private final String[] metadata;

  private OperationBatch(int size) {
    kind = new Short[size];
    business = new Integer[size];
    wallet = new Long[size];
    walletId = new UUID[size];
    currency = new String[size];
    key = new UUID[size];
    fingerprint = new Long[size];
    amount = new Long[size];
    requested = new Long[size];
    flags = new Short[size];
    target = new Long[size];
    targetAt = new OffsetDateTime[size];
    house = new Long[size];
    location = new Integer[size];
    actor = new Integer[size];
    expiresIn = new Integer[size];
    reference = new String[size];
    note = new String[size];
    metadata = new String[size];
  }

  /**
   * The parameters for these operations, to be decided in this order.
   *
   * @param limited whether a business, by its number, has limits
   * @param looks whether keys are to be looked up before they are written
   */
  static Tuple parameters(List<Operation> operations, IntPredicate limited, boolean looks) {
    OperationBatch batch = new OperationBatch(operations.size());
    // Operations that share a key or a hold cannot be decided together. A false match only costs
    // time, so hashes will do.
    Set<UUID> keys = new HashSet<>(operations.size() * 2);
    Set<Long> targets = new HashSet<>();
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      batch.put(i, operation);
      boolean alone = !keys.add(operation.origin().key().hash());
      if (batch.target[i] != null) {
        alone |= !targets.add(batch.wallet[i] * 1_000_003 + batch.target[i]);
      }
      if (alone) {
        batch.flag(i, ALONE);
      }
      if (countsTowardsLimits(operation) && limited.test(operation.origin().business())) {
        batch.flag(i, LIMITED);
      }
    }
    return batch.tuple(looks);
  }

  private static boolean countsTowardsLimits(Operation operation) {
    return operation instanceof Debit
        || operation instanceof Authorize
        || operation instanceof Increment;
  }

  private void flag(int i, int flag) {
    flags[i] = (short) (flags[i] | flag);
  }

  private Tuple tuple(boolean looks) {
    return Tuple.from(
        new Object[] {
          kind,
          business,
          wallet,
          walletId,
          currency,
          key,
          fingerprint,
          amount,
          requested,
          flags,
          target,
          targetAt,
          house,
          location,
          actor,
          expiresIn,
          reference,
          note,
          metadata,
          looks
        });
  }

  private void put(int i, Operation operation) {
    Origin origin = operation.origin();
    kind[i] = (short) operation.kind().code();
    business[i] = origin.business();
    wallet[i] = operation.wallet();
    key[i] = origin.key().hash();
    fingerprint[i] = origin.fingerprint();
    actor[i] = origin.actor();
    amount[i] = 0L;
    requested[i] = 0L;
    flags[i] = 0;
    location[i] = 0;
    expiresIn[i] = 0;
    if (operation instanceof Debit debit) {
      put(i, debit.target(), debit.details(), debit.amount(), debit.house());
      flags[i] = (short) (debit.allowsPartial() ? PARTIAL : 0);
    } else if (operation instanceof Authorize authorize) {
      put(i, authorize.target(), authorize.details(), authorize.amount(), authorize.house());
      requested[i] = authorize.requested();
      expiresIn[i] = authorize.expiresInSeconds();
      flags[i] = (short) (authorize.allowsPartial() ? PARTIAL : 0);
    } else if (operation instanceof Capture capture) {
      put(i, capture.hold(), capture.amount());
      flags[i] = (short) (capture.isFinal() ? FINAL : 0);
    } else if (operation instanceof VoidHold voided) {
      put(i, voided.hold(), voided.amount());
    } else if (operation instanceof Credit credit) {
      put(i, credit.target(), credit.details(), credit.amount(), credit.house());
      put(i, credit.source());
    } else if (operation instanceof Increment increment) {
      put(i, increment.hold(), increment.amount());
    } else if (operation instanceof Expire expire) {
      put(i, expire.hold(), 0);
    } else if (operation instanceof Refund refund) {
      put(i, refund.original(), refund.amount());
      flags[i] = (short) (refund.undoes() ? UNDOES : 0);
      put(i, refund.details());
    } else if (operation instanceof Move move) {
      put(i, move.original(), 0);
      put(i, move.details());
      house[i] = move.house();
    } else if (operation instanceof Adjust adjust) {
      put(i, adjust.target(), adjust.details(), adjust.amount(), adjust.house());
      put(i, adjust.source());
    } else if (operation instanceof Terms terms) {
      put(i, terms);
    } else if (!(operation instanceof Block)) {
      throw new IllegalStateException("no columns for " + operation.kind());
    }
  }

  private void put(int i, WalletRef ref, Details details, long units, long account) {
    walletId[i] = ref.id();
    currency[i] = ref.currency();
    amount[i] = units;
    house[i] = account;
    put(i, details);
  }

  private void put(int i, MovementRef ref, long units) {
    target[i] = ref.sequence();
    targetAt[i] = OffsetDateTime.ofInstant(Instant.ofEpochMilli(ref.millis()), ZoneOffset.UTC);
    amount[i] = units;
  }

  private void put(int i, Source source) {
    target[i] = source == null ? null : (Long) source.number();
  }

  private void put(int i, Details details) {
    location[i] = details.location();
    reference[i] = details.reference();
    note[i] = details.note();
    metadata[i] = details.metadata();
  }

  private void put(int i, Terms terms) {
    walletId[i] = terms.target().id();
    amount[i] = terms.creditLimit() == null ? -1L : terms.creditLimit();
    target[i] = terms.status() == null ? null : (long) terms.status().code();
  }
}
