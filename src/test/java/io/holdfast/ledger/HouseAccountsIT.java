package io.holdfast.ledger;

import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.ledger.HouseAccounts.Purpose;
import io.holdfast.operation.Fault;
import io.holdfast.wallet.Ids;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class HouseAccountsIT {
  private static TestDatabase database;
  private static TestBook book;

  @BeforeAll
  static void openABook(Vertx vertx) {
    database = TestDatabase.migrated();
    book = new TestBook(vertx, database);
  }

  @Test
  void instancesThatAskAtOnceGetTheSameNumber(Vertx vertx) {
    int business = book.business();
    List<Future<Long>> answers = new ArrayList<>();
    for (int instance = 0; instance < 4; instance++) {
      HouseAccounts house = new HouseAccounts(database.pool(vertx));
      for (int i = 0; i < 10; i++) {
        answers.add(house.number(business, 3, 17, "USD", Purpose.REVENUE));
      }
    }
    await(Future.all(answers));
    assertThat(answers.stream().map(Future::result).distinct()).hasSize(1);
  }

  @Test
  void everythingThatTellsAccountsApartMakesAnother() {
    HouseAccounts house = new HouseAccounts(book.pool());
    int business = book.business();
    Set<Long> numbers = new HashSet<>();
    numbers.add(await(house.number(business, 0, 1, "USD", Purpose.REVENUE)));
    numbers.add(await(house.number(book.business(), 0, 1, "USD", Purpose.REVENUE)));
    numbers.add(await(house.number(business, 1, 1, "USD", Purpose.REVENUE)));
    numbers.add(await(house.number(business, 0, 2, "USD", Purpose.REVENUE)));
    numbers.add(await(house.number(business, 0, 1, "EUR", Purpose.REVENUE)));
    numbers.add(await(house.number(business, 0, 1, "USD", Purpose.CASH_CLEARING)));
    assertThat(numbers).hasSize(6);
    assertThat(await(house.number(business, 0, 1L + Ids.BUCKETS, "USD", Purpose.REVENUE)))
        .as("of a wallet in the same bucket")
        .isIn(numbers);
  }

  @Test
  void aNumberOnceKnownIsThereWithoutAsking(Vertx vertx) {
    Pool pool = database.pool(vertx);
    HouseAccounts house = new HouseAccounts(pool);
    int business = book.business();
    long number = await(house.number(business, 0, 1, "USD", Purpose.REWARDS));
    await(pool.close());
    Future<Long> known = house.number(business, 0, 1, "USD", Purpose.REWARDS);
    assertThat(known.isComplete()).isTrue();
    assertThat(known.result()).isEqualTo(number);
  }

  @Test
  void anAnswerComesHomeToTheLoopThatAsked(Vertx vertx) {
    HouseAccounts house = new HouseAccounts(book.pool());
    int business = book.business();
    List<Future<Boolean>> home = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Promise<Boolean> cameHome = Promise.promise();
      Context loop = vertx.getOrCreateContext();
      home.add(cameHome.future());
      loop.runOnContext(
          started -> {
            Thread asked = Thread.currentThread();
            house
                .number(business, 9, 9, "USD", Purpose.REVENUE)
                .onComplete(answer -> cameHome.complete(Thread.currentThread() == asked));
          });
    }
    await(Future.all(home));
    assertThat(home.stream().map(Future::result)).containsOnly(true);
  }

  @Test
  void aFailedLookUpIsNotRemembered() {
    HouseAccounts house = new HouseAccounts(book.pool());
    int unborn = 1_000_000;
    assertThatThrownBy(() -> await(house.number(unborn, 0, 1, "USD", Purpose.REVENUE)))
        .isInstanceOf(Fault.class);
    await(
        book.pool()
            .query(
                "INSERT INTO businesses (number, id, name) VALUES (1000000, gen_random_uuid(), 'X')")
            .execute());
    assertThat(await(house.number(unborn, 0, 1, "USD", Purpose.REVENUE))).isPositive();
  }
}
