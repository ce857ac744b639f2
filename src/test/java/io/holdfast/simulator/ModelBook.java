package io.holdfast.simulator;

import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.InMemoryBook;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.WalletState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What posting and looking up do, over {@link InMemoryBook}: each call is one statement. */
final class ModelBook {
  static final int BUSINESS = 1;

  final InMemoryBook book = new InMemoryBook();
  private final Map<Long, WalletRef> refs = new HashMap<>();
  private final Map<Long, Map<Long, Receipt>> receipts = new HashMap<>();
  private final Map<Long, List<long[]>> history = new HashMap<>();
  private final Map<String, Integer> moves = new HashMap<>();
  private final Scheduler scheduler;

  /** A mistake, to see that it is found. */
  boolean withoutKeys;

  ModelBook(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void open(WalletRef wallet, long creditLimit) {
    book.open(BUSINESS, wallet, creditLimit);
    refs.put(wallet.number(), wallet);
    receipts.put(wallet.number(), new HashMap<>());
    note(wallet.number());
  }

  private void note(long wallet) {
    history
        .computeIfAbsent(wallet, unknown -> new ArrayList<>())
        .add(new long[] {scheduler.nowMicros(), book.state(wallet).available()});
  }

  /** The least that a wallet had from one moment to now. */
  long leastSince(long wallet, long micros) {
    long least = Long.MAX_VALUE;
    List<long[]> states = history.get(wallet);
    for (int i = 0; i < states.size(); i++) {
      boolean over = i + 1 < states.size() && states.get(i + 1)[0] < micros;
      if (!over) {
        least = Math.min(least, states.get(i)[1]);
      }
    }
    return least;
  }

  Posted post(Operation asked) {
    Origin origin = asked.origin();
    Operation operation =
        asked.withOrigin(new Origin(BUSINESS, origin.actor(), origin.key(), origin.fingerprint()));
    long wallet = operation.wallet();
    Optional<Posted.Repeated> taken = taken(wallet, origin.key().hash());
    if (taken.isPresent() && withoutKeys && taken.get().kind() == operation.kind()) {
      OperationKey unused = OperationKey.of(origin.key().text() + " " + moves.size());
      operation = operation.withOrigin(new Origin(BUSINESS, 0, unused, origin.fingerprint()));
    } else if (taken.isPresent()) {
      return taken.get();
    }
    book.clock(scheduler.nowMillis() + 1);
    book.forgetDeclines();
    long before = book.state(wallet).available();
    Answer answer = book.submit(operation);
    if (answer instanceof Answer.Done done) {
      WalletState after = book.state(wallet);
      if (after.available() < 0) {
        throw new AssertionError("overspent by " + operation + ": " + after);
      }
      note(wallet);
      boolean movement = operation.kind().code() < OperationKind.FENCE.code();
      if (movement && moves.merge(wallet + " " + origin.key().text(), 1, Integer::sum) > 1) {
        throw new AssertionError("done twice: " + operation);
      }
      receipts.get(wallet).put(after.version(), done.receipt());
      return new Posted.Applied(after.version(), after.available() - before, done.receipt());
    }
    Answer.Refused refused = (Answer.Refused) answer;
    return new Posted.Refused(refused.reason(), refused.available());
  }

  Optional<Posted.Repeated> taken(long wallet, UUID key) {
    return book.taken(wallet, key)
        .map(change -> new Posted.Repeated(change.kind(), change.fingerprint(), change.sequence()));
  }

  Lookups.Standing standing(long wallet) {
    WalletRef ref = refs.get(wallet);
    return new Lookups.Standing(BUSINESS, ref.id(), ref.currency(), book.state(wallet));
  }

  List<UUID> committed(long wallet, List<UUID> keys) {
    return keys.stream().filter(key -> book.taken(wallet, key).isPresent()).toList();
  }

  Receipt receipt(long wallet, long sequence) {
    return receipts.get(wallet).get(sequence);
  }

  /** How often something was done under a key, in whichever attempt. */
  boolean moved(long wallet, UUID key) {
    return book.taken(wallet, key)
        .filter(it -> it.kind() != OperationKind.RETRACT && it.kind() != OperationKind.FENCE)
        .isPresent();
  }
}
