package io.holdfast.ledger;

import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.operation.Fault;
import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class ReadsIT {
  private static final Reads.HoldFilter ANY =
      new Reads.HoldFilter(Optional.empty(), Optional.empty(), Optional.empty());

  private static TestBook book;
  private static Reads reads;

  @BeforeAll
  static void openABook(Vertx vertx) {
    book = new TestBook(vertx, TestDatabase.migrated());
    reads = new Reads(vertx, book.pool());
  }

  @Test
  void aMovementIsFoundByItsIdWithWhatItIsAbout() {
    Wallet wallet = book.wallet(book.business(), 500);
    UUID deposit = book.move(wallet, OperationKind.DEPOSIT, 1_000, null);
    UUID hold = book.hold(wallet, 300, 0);
    UUID capture =
        book.change(wallet, OperationKind.CAPTURE, -300, -300, Ids.sequence(hold), TestBook.now());
    UUID refund = book.move(wallet, OperationKind.REFUND, 100, Ids.sequence(capture));
    UUID unlinked = book.move(wallet, OperationKind.REFUND, 50, null);

    Receipt.Transaction found = transaction(wallet, deposit).orElseThrow();
    assertThat(found.id()).isEqualTo(deposit);
    assertThat(found.walletId()).isEqualTo(wallet.id());
    assertThat(found.kind()).isEqualTo(OperationKind.DEPOSIT);
    assertThat(found.amount()).isEqualTo(1_000);
    assertThat(found.reference()).isEqualTo("row 2");
    assertThat(found.wallet()).isEqualTo(new Balance(1_000, 0, 1_500));
    assertThat(transaction(wallet, capture).orElseThrow().authorizationId()).isEqualTo(hold);
    assertThat(transaction(wallet, refund).orElseThrow().refunds()).isEqualTo(capture);
    assertThat(transaction(wallet, unlinked).orElseThrow().refunds()).isNull();
    assertThat(transaction(wallet, hold)).as("a hold moved no money").isEmpty();
    assertThat(await(reads.history(wallet.business(), wallet.id(), Optional.empty(), 10)))
        .hasValueSatisfying(
            page -> {
              assertThat(page.data().stream().map(Receipt.Transaction::id))
                  .containsExactly(unlinked, refund, capture, deposit);
              assertThat(page.data().get(2)).isEqualTo(transaction(wallet, capture).orElseThrow());
              assertThat(page.next()).isNull();
            });
  }

  @Test
  void anAuthorizationIsShownWithItsWalletAsItIs() {
    Wallet wallet = book.wallet(book.business(), 500);
    book.move(wallet, OperationKind.DEPOSIT, 1_000, null);
    UUID hold = book.hold(wallet, 300, 0);
    book.move(wallet, OperationKind.DEPOSIT, 7, null);
    Receipt.Authorization found = await(reads.authorization(wallet.business(), hold)).orElseThrow();
    assertThat(found.id()).isEqualTo(hold);
    assertThat(found.status()).isEqualTo(HoldStatus.AUTHORIZED);
    assertThat(found.remaining()).isEqualTo(300);
    assertThat(found.wallet()).isEqualTo(new Balance(1_007, 300, 1_207));
    assertThat(found.expiresAtMillis()).isEqualTo(found.createdAtMillis() + 3_600_000);
  }

  @Test
  void anotherBusinessSeesNothing() {
    Wallet wallet = book.wallet(book.business(), 0);
    UUID deposit = book.move(wallet, OperationKind.DEPOSIT, 1_000, null);
    UUID hold = book.hold(wallet, 300, 0);
    int stranger = book.business();
    Optional<String> first = Optional.empty();
    assertThat(await(reads.wallet(stranger, wallet.id()))).isEmpty();
    assertThat(await(reads.balanceAt(stranger, wallet.id(), Long.MAX_VALUE))).isEmpty();
    assertThat(await(reads.history(stranger, wallet.id(), first, 10))).isEmpty();
    assertThat(await(reads.transaction(stranger, deposit))).isEmpty();
    assertThat(await(reads.authorization(stranger, hold))).isEmpty();
    assertThat(await(reads.authorizations(stranger, ANY, first, 10)).data()).isEmpty();
    assertThat(await(reads.authorizations(stranger, of(wallet.id()), first, 10)).data()).isEmpty();
    assertThat(await(reads.wallets(stranger, first, first, 10)).data()).isEmpty();
    Optional<String> client = Optional.of(wallet.clientReference());
    assertThat(await(reads.wallets(stranger, client, first, 10)).data()).isEmpty();
    assertThat(await(reads.wallets(wallet.business(), client, first, 10)).data()).hasSize(1);
  }

  @Test
  void aMadeUpIdFindsNothing() {
    Wallet wallet = book.wallet(book.business(), 0);
    UUID deposit = book.move(wallet, OperationKind.DEPOSIT, 1_000, null);
    UUID hold = book.hold(wallet, 300, 0);
    int business = wallet.business();
    UUID otherTail = Ids.movement(Ids.millis(wallet.id()), wallet.number(), 1);
    UUID otherTime = Ids.movement(1, wallet.number(), Ids.sequence(wallet.id()));
    for (UUID id : new UUID[] {otherTail, otherTime, Ids.random(1)}) {
      assertThat(await(reads.wallet(business, id))).isEmpty();
      assertThat(await(reads.history(business, id, Optional.empty(), 10))).isEmpty();
      assertThat(await(reads.balanceAt(business, id, 0))).isEmpty();
      assertThat(await(reads.authorizations(business, of(id), Optional.empty(), 1)).data())
          .isEmpty();
    }
    assertThat(transaction(wallet, later(deposit))).isEmpty();
    assertThat(await(reads.authorization(business, later(hold)))).isEmpty();
    UUID farthest = new UUID(((-1L >>> 1) & ~0xF000L) | 0x7000L, (-1L >>> 1) | Long.MIN_VALUE);
    assertThat(transaction(wallet, farthest)).isEmpty();
  }

  @Test
  void aBalanceBeforeTheWalletIsNothingAndAfterIsTheLast() {
    Wallet wallet = book.wallet(book.business(), 500);
    OffsetDateTime later = TestBook.now().plusDays(1);
    book.change(wallet, OperationKind.DEPOSIT, 1_000, 0, null, later);
    long at = later.toInstant().toEpochMilli();
    assertThat(balanceAt(wallet, wallet.createdAtMillis() - 1)).isEqualTo(new Balance(0, 0, 0));
    assertThat(balanceAt(wallet, wallet.createdAtMillis())).isEqualTo(new Balance(0, 0, 500));
    assertThat(balanceAt(wallet, at - 1)).isEqualTo(new Balance(0, 0, 500));
    assertThat(balanceAt(wallet, at)).isEqualTo(new Balance(1_000, 0, 1_500));
    assertThat(balanceAt(wallet, Long.MAX_VALUE)).isEqualTo(new Balance(1_000, 0, 1_500));
    assertThat(balanceAt(wallet, Long.MIN_VALUE)).isEqualTo(new Balance(0, 0, 0));
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsAFault(Vertx vertx) {
    PostgresOptions nowhere = PostgresOptions.parse("postgresql://app:x@localhost:1/book");
    Reads blind = new Reads(vertx, nowhere.pool(vertx, 1, 1, 1_000));
    assertThatThrownBy(() -> await(blind.wallet(1, Ids.random(1))))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED));
  }

  private static Reads.HoldFilter of(UUID wallet) {
    return new Reads.HoldFilter(Optional.of(wallet), Optional.empty(), Optional.empty());
  }

  private static UUID later(UUID movement) {
    return Ids.movement(Ids.millis(movement) + 1, Ids.number(movement), Ids.sequence(movement));
  }

  private static Optional<Receipt.Transaction> transaction(Wallet wallet, UUID id) {
    return await(reads.transaction(wallet.business(), id));
  }

  private static Balance balanceAt(Wallet wallet, long atMillis) {
    return await(reads.balanceAt(wallet.business(), wallet.id(), atMillis)).orElseThrow();
  }
}
