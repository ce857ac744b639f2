package io.holdfast.ledger;

import static io.holdfast.ledger.TestBook.origin;
import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.OperationKind;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class WalletsIT {
  private static final int COPIES = 24;

  private static TestBook book;
  private static Wallets wallets;
  private static Reads reads;

  @BeforeAll
  static void openABook(Vertx vertx) {
    book = new TestBook(vertx, TestDatabase.migrated());
    wallets = new Wallets(book.pool());
    reads = new Reads(vertx, book.pool());
  }

  @Test
  void anOpenedWalletIsReadAsItWasAnswered() {
    int business = book.business();
    Wallet opened = opened(wallets.open(origin(business, "k", 1), "cl_1", "佐藤 美咲", "JPY", 500));
    assertThat(await(reads.wallet(business, opened.id()))).contains(opened);
    assertThat(opened.state().asBalance()).isEqualTo(new Balance(0, 0, 500));
    assertThat(opened.state().version()).isEqualTo(1);
    assertThat(Ids.parse(opened.id().toString())).contains(opened.id());
    assertThat(Ids.number(opened.id())).isEqualTo(opened.number());
    assertThat(Ids.millis(opened.id())).isEqualTo(opened.createdAtMillis());
    assertThat(count("journal", opened)).isEqualTo(opened.state().version());
  }

  @Test
  void idsOfWalletsAreNotGuessedFromOneAnother() {
    String ids =
        """
        SELECT wallet_id(n, '2026-01-01T00:00:00.001Z')
        FROM unnest('{1, 268435455, 268435456, 1099511627775}'::bigint[]) n, generate_series(1, 50)
        """;
    List<Long> tails = new ArrayList<>();
    for (Row row : await(book.pool().query(ids).execute())) {
      UUID id = row.getUUID(0);
      assertThat(Ids.parse(id.toString())).contains(id);
      assertThat(Ids.millis(id)).isEqualTo(1_767_225_600_001L);
      assertThat(Ids.number(id)).isIn(1L, 268_435_455L, 268_435_456L, 1_099_511_627_775L);
      tails.add(Ids.sequence(id));
    }
    assertThat(tails).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void copiesOfOneRequestOpenOneWallet() {
    int business = book.business();
    List<Wallets.Opening> answers =
        together(i -> wallets.open(origin(business, "same", 7), "cl_1", "Ada", "USD", 100));
    List<Wallets.Opened> opened = answers.stream().map(Wallets.Opened.class::cast).toList();
    assertThat(opened.stream().map(Wallets.Opened::wallet).distinct()).hasSize(1);
    assertThat(opened.stream().filter(answer -> !answer.replayed())).hasSize(1);
    assertThat(count("journal", opened.get(0).wallet())).isEqualTo(1);
  }

  @Test
  void requestsForOneClientAndCurrencyOpenOneWallet() {
    int business = book.business();
    List<Wallets.Opening> answers =
        together(i -> wallets.open(origin(business, "key " + i, 7), "cl_1", "Ada " + i, "USD", 0));
    List<Wallet> opened =
        answers.stream()
            .filter(Wallets.Opened.class::isInstance)
            .map(answer -> ((Wallets.Opened) answer).wallet())
            .toList();
    assertThat(opened).hasSize(1);
    assertThat(answers)
        .filteredOn(Wallets.Exists.class::isInstance)
        .hasSize(COPIES - 1)
        .containsOnly(new Wallets.Exists(opened.get(0).id()));
    // Who opened nothing renamed nobody.
    assertThat(await(reads.wallet(business, opened.get(0).id()))).contains(opened.get(0));
  }

  @Test
  void aReplayAnswersWithTheWalletAsItWas() {
    int business = book.business();
    Wallet first = opened(wallets.open(origin(business, "k", 1), "cl_1", "Ada", "USD", 100));
    book.move(first, OperationKind.DEPOSIT, 1_000, null);
    await(wallets.renameClient(business, first.id(), "Ada Byron"));
    assertThat(await(wallets.open(origin(business, "k", 1), "cl_1", "Ada", "USD", 100)))
        .isEqualTo(new Wallets.Opened(first, true));
    assertThat(await(reads.wallet(business, first.id())).orElseThrow().clientName())
        .isEqualTo("Ada Byron");
  }

  @Test
  void aKeyOfAnotherRequestIsRefusedButNotThatOfAnotherBusiness() {
    int business = book.business();
    opened(wallets.open(origin(business, "k", 1), "cl_1", null, "USD", 0));
    assertThat(await(wallets.open(origin(business, "k", 2), "cl_2", null, "USD", 0)))
        .isEqualTo(new Wallets.KeyReused());
    opened(wallets.open(origin(book.business(), "k", 2), "cl_1", null, "USD", 0));
    assertThat(await(reads.wallets(business, Optional.of("cl_2"), Optional.empty(), 1)).data())
        .isEmpty();
  }

  @Test
  void anotherWalletOfAClientKeepsTheNameOrBringsANewOne() {
    int business = book.business();
    Wallet dollars = opened(wallets.open(origin(business, "1", 1), "cl_1", "Ada", "USD", 0));
    Wallet euros = opened(wallets.open(origin(business, "2", 2), "cl_1", null, "EUR", 0));
    assertThat(euros.clientName()).isEqualTo("Ada");
    Wallet yen = opened(wallets.open(origin(business, "3", 3), "cl_1", "Ada B.", "JPY", 0));
    assertThat(yen.clientName()).isEqualTo("Ada B.");
    assertThat(await(reads.wallet(business, dollars.id())).orElseThrow().clientName())
        .isEqualTo("Ada B.");
  }

  @Test
  void aStrangerRenamesNobody() {
    Wallet wallet = book.wallet(book.business(), 0);
    assertThat(await(wallets.renameClient(book.business(), wallet.id(), "Mallory"))).isEmpty();
    assertThat(await(reads.wallet(wallet.business(), wallet.id()))).contains(wallet);
  }

  private static Wallet opened(Future<Wallets.Opening> opening) {
    Wallets.Opening answer = await(opening);
    assertThat(answer).isInstanceOf(Wallets.Opened.class);
    return ((Wallets.Opened) answer).wallet();
  }

  private static List<Wallets.Opening> together(IntFunction<Future<Wallets.Opening>> request) {
    List<Future<Wallets.Opening>> requests = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      requests.add(request.apply(i));
    }
    await(Future.all(requests));
    return requests.stream().map(Future::result).toList();
  }

  private static long count(String table, Wallet wallet) {
    return await(
            book.pool()
                .preparedQuery("SELECT count(*) FROM " + table + " WHERE wallet = $1")
                .execute(Tuple.of(wallet.number())))
        .iterator()
        .next()
        .getLong(0);
  }
}
