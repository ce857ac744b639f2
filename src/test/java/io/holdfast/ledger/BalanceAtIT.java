package io.holdfast.ledger;

import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.OperationKind;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class BalanceAtIT {
  private static final int WALLETS = 8;
  private static final int CHANGES_MAX = 40;

  @Test
  void aBalanceAtAnyMomentIsWhatAScanOfTheHistoryFinds(Vertx vertx) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TestBook book = new TestBook(vertx, TestDatabase.migrated());
    Reads reads = new Reads(vertx, book.pool());
    int business = book.business();
    for (int i = 0; i < WALLETS; i++) {
      Wallet wallet = book.wallet(business, random.nextInt(1_000));
      NavigableMap<Long, Balance> history = randomHistory(book, wallet, random);
      long last = history.lastKey();
      for (long at = wallet.createdAtMillis() - 2; at <= last + 2; at++) {
        Map.Entry<Long, Balance> known = history.floorEntry(at);
        assertThat(await(reads.balanceAt(business, wallet.id(), at)))
            .as("seed %d, wallet %s at %d", seed, wallet.id(), at)
            .contains(known == null ? new Balance(0, 0, 0) : known.getValue());
      }
    }
  }

  /** Several changes can share a millisecond; of those the last one counts. */
  private static NavigableMap<Long, Balance> randomHistory(
      TestBook book, Wallet wallet, Random random) {
    NavigableMap<Long, Balance> history = new TreeMap<>();
    Instant moment = Instant.ofEpochMilli(wallet.createdAtMillis());
    long limit = wallet.state().creditLimit();
    history.put(moment.toEpochMilli(), new Balance(0, 0, limit));
    long balance = 0;
    long held = 0;
    for (int i = random.nextInt(CHANGES_MAX); i > 0; i--) {
      moment = moment.plus(Duration.ofMillis(random.nextInt(4)));
      long amount = 10L + random.nextInt(1_000);
      long heldChange = random.nextInt(10);
      balance += amount;
      held += heldChange;
      book.change(
          wallet, OperationKind.DEPOSIT, amount, heldChange, null, moment.atOffset(ZoneOffset.UTC));
      history.put(moment.toEpochMilli(), new Balance(balance, held, balance - held + limit));
    }
    return history;
  }
}
