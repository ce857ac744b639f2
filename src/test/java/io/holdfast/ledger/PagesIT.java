package io.holdfast.ledger;

import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists give everything that was there when the first page was asked for, each thing once. */
@ExtendWith(VertxExtension.class)
final class PagesIT {
  private static final Optional<String> FIRST = Optional.empty();

  private static TestBook book;
  private static Reads reads;

  @BeforeAll
  static void openABook(Vertx vertx) {
    book = new TestBook(vertx, TestDatabase.migrated());
    reads = new Reads(vertx, book.pool());
  }

  @Test
  void walletsPageWithoutGapsOrRepeatsWhileOthersAreOpened() {
    int business = book.business();
    List<UUID> expected = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      expected.add(0, book.wallet(business, 0).id());
    }
    List<Wallet> listed =
        all(
            cursor -> reads.wallets(business, Optional.empty(), cursor, 5),
            () -> book.wallet(business, 0));
    assertThat(listed.stream().map(Wallet::id)).containsExactlyElementsOf(expected);
  }

  @Test
  void historyPagesWithoutGapsOrRepeatsWhileMoneyMoves() {
    Wallet wallet = book.wallet(book.business(), 0);
    List<UUID> expected = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      expected.add(0, book.move(wallet, OperationKind.DEPOSIT, 100 + i, null));
      book.hold(wallet, 1, 0);
    }
    List<Receipt.Transaction> listed =
        all(
            cursor ->
                reads.history(wallet.business(), wallet.id(), cursor, 4).map(Optional::orElseThrow),
            () -> book.move(wallet, OperationKind.DEPOSIT, 1, null));
    assertThat(listed.stream().map(Receipt::id)).containsExactlyElementsOf(expected);
  }

  @Test
  void authorizationsMadeInOneMomentPageWithoutGapsOrRepeats() {
    int business = book.business();
    List<Wallet> wallets =
        List.of(book.wallet(business, 0), book.wallet(business, 0), book.wallet(business, 0));
    wallets.forEach(wallet -> book.move(wallet, OperationKind.DEPOSIT, 1_000, null));
    for (int i = 0; i < 15; i++) {
      book.hold(wallets.get(i % 3), 1, i % 2);
    }
    await(
        book.pool()
            .preparedQuery("UPDATE holds SET created_at = $2 WHERE business = $1")
            .execute(Tuple.of(business, TestBook.now())));
    List<UUID> listed =
        all(
                cursor -> reads.authorizations(business, filter(null, null, null), cursor, 4),
                () -> book.hold(wallets.get(0), 1, 0))
            .stream()
            .map(Receipt::id)
            .toList();
    assertThat(listed).hasSize(15).doesNotHaveDuplicates();
    List<Receipt.Authorization> ofOne =
        all(
            cursor ->
                reads.authorizations(business, filter(wallets.get(1).id(), null, null), cursor, 2),
            () -> book.hold(wallets.get(1), 1, 0));
    assertThat(ofOne.stream().map(Receipt::id))
        .containsExactlyElementsOf(
            listed.stream().filter(id -> ofOne.stream().anyMatch(o -> o.id().equals(id))).toList())
        .hasSize(5);
    assertThat(await(reads.authorizations(business, filter(null, null, 1), FIRST, 200)).data())
        .hasSize(7)
        .allMatch(hold -> hold.location() == 1);
    Reads.HoldFilter voided = filter(null, HoldStatus.VOIDED, null);
    assertThat(await(reads.authorizations(business, voided, FIRST, 200)).data()).isEmpty();
  }

  @Test
  void aCursorServesOnlyItsOwnList() {
    int business = book.business();
    Wallet wallet = book.wallet(business, 0);
    book.wallet(business, 0);
    Optional<String> cursor =
        Optional.of(await(reads.wallets(business, Optional.empty(), FIRST, 1)).next());
    List<Future<?>> misused =
        List.of(
            reads.wallets(book.business(), Optional.empty(), cursor, 1),
            reads.wallets(business, Optional.of("client"), cursor, 1),
            reads.history(business, wallet.id(), cursor, 1),
            reads.authorizations(business, filter(null, null, null), cursor, 1),
            reads.authorizations(business, filter(wallet.id(), null, null), cursor, 1),
            reads.wallets(business, Optional.empty(), Optional.of(""), 1));
    for (Future<?> future : misused) {
      assertThatThrownBy(() -> await(future)).isInstanceOf(Reads.IllegalCursor.class);
    }
  }

  private static Reads.HoldFilter filter(UUID wallet, HoldStatus status, Integer location) {
    return new Reads.HoldFilter(
        Optional.ofNullable(wallet), Optional.ofNullable(status), Optional.ofNullable(location));
  }

  /** Follows the cursors to the end; something new happens before each page but the first. */
  private static <T> List<T> all(
      Function<Optional<String>, Future<Page<T>>> list, Runnable meanwhile) {
    List<T> found = new ArrayList<>();
    Page<T> page = await(list.apply(FIRST));
    found.addAll(page.data());
    while (page.next() != null) {
      meanwhile.run();
      page = await(list.apply(Optional.of(page.next())));
      found.addAll(page.data());
    }
    return found;
  }
}
