package io.holdfast.simulator;

import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.InMemoryBook;
import io.holdfast.operation.MovementRef;
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
  final InMemoryBook book = new InMemoryBook();
  private final Map<Long, WalletRef> refs = new HashMap<>();
  private final Map<Long, Map<Long, Receipt>> receipts = new HashMap<>();
  private final Map<Long, List<long[]>> history = new HashMap<>();

  /** Balance less held. */
  private final Map<Long, Long> free = new HashMap<>();

  private final Map<String, Integer> moves = new HashMap<>();
  private final Scheduler scheduler;
  private final int business;
  private long changes;

  /* Mistakes, to see that they are found. */
  boolean withoutKeys;
  boolean withoutExpiry;

  ModelBook(Scheduler scheduler, int business) {
    this.scheduler = scheduler;
    this.business = business;
  }

  void open(WalletRef wallet, long creditLimit) {
    book.open(business, wallet, creditLimit);
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

  private long nowMillis() {
    return scheduler.nowMillis() + 1; // Nothing was made at 0.
  }

  Posted post(Operation asked) {
    Operation operation = named(asked);
    Origin origin = operation.origin();
    long wallet = operation.wallet();
    if (book.knows(operation)) {
      Optional<Posted.Repeated> taken = taken(wallet, origin.key().hash());
      if (taken.isPresent() && withoutKeys && taken.get().kind() == operation.kind()) {
        OperationKey unused = OperationKey.of(origin.key().text() + " " + moves.size());
        operation = operation.withOrigin(new Origin(business, 0, unused, origin.fingerprint()));
      } else if (taken.isPresent()) {
        return taken.get();
      }
    }
    book.clock(nowMillis());
    book.forgetDeclines();
    if (book.submit(operation) instanceof Answer.Refused refused) {
      return new Posted.Refused(refused.reason(), refused.available());
    }
    return applied(operation, origin.key());
  }

  /** The service itself, settling what is in doubt, does not know the business: it says 0. */
  private Operation named(Operation asked) {
    Origin it = asked.origin();
    return it.business() == 0
        ? asked.withOrigin(new Origin(business, it.actor(), it.key(), it.fingerprint()))
        : asked;
  }

  private Posted applied(Operation operation, OperationKey key) {
    long wallet = operation.wallet();
    WalletState after = book.state(wallet);
    Receipt receipt = book.taken(wallet, operation.origin().key().hash()).orElseThrow().receipt();
    boolean movement = operation.kind().code() < OperationKind.FENCE.code();
    if (movement && moves.merge(wallet + " " + key.text(), 1, Integer::sum) > 1) {
      throw new AssertionError("done twice: " + operation);
    }
    Map<Long, Receipt> all = receipts.get(wallet);
    long gain = (after.balance() - after.held()) - free.getOrDefault(wallet, 0L);
    free.put(wallet, after.balance() - after.held());
    all.put(after.version(), receipt);
    changes++;
    note(wallet);
    return new Posted.Applied(after.version(), gain, receipt);
  }

  Optional<Posted.Repeated> taken(long wallet, UUID key) {
    return book.taken(wallet, key)
        .map(change -> new Posted.Repeated(change.kind(), change.fingerprint(), change.sequence()));
  }

  /** Empty if there is no such wallet. */
  Optional<Lookups.Standing> standing(long wallet) {
    return Optional.ofNullable(refs.get(wallet))
        .map(ref -> new Lookups.Standing(business, ref.id(), ref.currency(), book.state(wallet)));
  }

  /** Open holds whose time is over. */
  List<Lookups.Expired> expired() {
    return withoutExpiry ? List.of() : overSince(nowMillis());
  }

  /** Open holds whose time was over at this moment. */
  List<Lookups.Expired> overSince(long millis) {
    List<Lookups.Expired> over = new ArrayList<>();
    for (long wallet : book.wallets()) {
      for (Receipt.Authorization it : book.authorizations(wallet)) {
        if (it.status().isOpen() && it.expiresAtMillis() <= millis) {
          over.add(new Lookups.Expired(business, new MovementRef(it.id())));
        }
      }
    }
    return over;
  }

  List<UUID> committed(long wallet, List<UUID> keys) {
    return keys.stream().filter(key -> book.taken(wallet, key).isPresent()).toList();
  }

  Receipt receipt(long wallet, long sequence) {
    return receipts.get(wallet).get(sequence);
  }

  /** Everything there is adds up, and nobody has less than nothing. */
  void check() {
    for (long wallet : book.wallets()) {
      WalletState state = book.state(wallet);
      if (!state.equals(book.sums(wallet)) || state.available() < 0) {
        throw new AssertionError(state + " is the sum of " + book.sums(wallet));
      }
    }
  }

  /** Changes of all wallets so far. */
  long changes() {
    return changes;
  }

  /** How often something was done under a key, in whichever attempt. */
  boolean moved(long wallet, UUID key) {
    return book.taken(wallet, key)
        .filter(it -> it.kind() != OperationKind.RETRACT && it.kind() != OperationKind.FENCE)
        .isPresent();
  }
}
