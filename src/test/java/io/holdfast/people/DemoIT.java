package io.holdfast.people;

import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ledger.Reads;
import io.holdfast.ledger.TestDatabase;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class DemoIT {
  private static final String UNEQUAL =
      """
      SELECT count(*) FROM wallets w
      LEFT JOIN LATERAL (
        SELECT sum(amount) AS balance, sum(held_change) AS held, count(*) AS version,
               max(sequence) AS last
        FROM journal WHERE wallet = w.number) j ON true
      LEFT JOIN journal l ON l.wallet = w.number AND l.sequence = j.last
      WHERE (w.balance, w.held, w.version, w.version, w.changed_at, w.balance, w.held,
             w.balance - w.held + w.credit_limit)
        IS DISTINCT FROM (j.balance, j.held, j.version, j.last, l.created_at, l.balance_after,
                          l.held_after, l.available_after)
      """;
  private static final String MISDIRECTED =
      """
      SELECT count(*) FROM journal j
      JOIN wallets w ON w.number = j.wallet
      LEFT JOIN house_accounts h ON h.number = j.debit_account
      WHERE j.amount <> 0 AND (h.business, h.location, h.bucket::bigint, h.currency, h.purpose)
        IS DISTINCT FROM (w.business, j.location, w.number % 256, w.currency, 'cash_clearing')
      """;

  private TestDatabase database;
  private Pool pool;
  private Founding founding;

  @BeforeEach
  void open(Vertx vertx) {
    database = TestDatabase.migrated();
    pool = database.pool(vertx);
    founding = new Founding(pool, System::currentTimeMillis);
  }

  @Test
  void theDemosBookBalances(Vertx vertx) {
    int business = await(founding.found("Demo Salons", "hf_dev_admin"));
    assertThat(await(new Demo(pool).load(business))).isTrue();
    assertThat(count("SELECT count(*) FROM wallets")).isEqualTo(300);
    assertThat(count("SELECT count(DISTINCT name) FROM clients")).isGreaterThan(290);
    assertThat(count(UNEQUAL)).as("wallets that differ from their journal").isZero();
    assertThat(count(MISDIRECTED)).as("deposits against another account").isZero();
    assertThat(count("SELECT count(*) FROM wallets WHERE status = 1")).isEqualTo(1);
    assertThat(count("SELECT count(DISTINCT currency) FROM wallets")).isEqualTo(3);
    assertThat(count("SELECT count(*) FROM wallets WHERE credit_limit > 0")).isGreaterThan(2);
    assertThat(count("SELECT count(*) FROM memberships m JOIN sources s USING (number, id)"))
        .isEqualTo(3);
    List<Wallet> adas =
        await(
                new Reads(vertx, pool)
                    .wallets(business, Optional.of("cl_1042"), Optional.empty(), 10))
            .data();
    assertThat(adas)
        .singleElement()
        .satisfies(
            ada -> {
              assertThat(ada.clientName()).isEqualTo("Ada Byron");
              assertThat(ada.currency()).isEqualTo("USD");
              assertThat(ada.state().asBalance()).isEqualTo(new Balance(10_000, 0, 10_000));
            });
  }

  @Test
  void loadingTheDemoAgainDoesNothing(Vertx vertx) {
    int business = await(founding.found("Demo Salons", null));
    List<Future<Boolean>> loads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      loads.add(new Demo(database.pool(vertx)).load(business));
    }
    await(Future.all(loads));
    assertThat(loads.stream().map(Future::result)).containsOnlyOnce(true);
    assertThat(await(new Demo(pool).load(business))).isFalse();
    assertThat(count("SELECT count(*) FROM wallets")).isEqualTo(300);
    assertThat(count("SELECT count(*) FROM locations")).isEqualTo(5);
    await(pool.query("SELECT time_zone FROM locations").execute())
        .forEach(row -> assertThat(ZoneId.of(row.getString(0))).isNotNull());
  }

  @Test
  void theFirstBusinessIsFoundedOnceHoweverManyStart(Vertx vertx) {
    List<Future<Integer>> starts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      starts.add(founding.found("Holdfast", "hf_admin_" + i % 2));
    }
    await(Future.all(starts));
    assertThat(starts.stream().map(Future::result).distinct()).hasSize(1);
    assertThat(count("SELECT count(*) FROM businesses")).isEqualTo(1);
    Directory directory = new Directory(vertx, pool, System::nanoTime);
    await(directory.refresh());
    for (String secret : List.of("hf_admin_0", "hf_admin_1")) {
      ApiKey key = directory.key(secret).orElseThrow();
      assertThat(key.permissions()).containsExactly(Permission.ADMIN);
      assertThat(directory.business(key.business()).name()).isEqualTo("Holdfast");
    }
  }

  @Test
  void aRevokedAdminKeyStaysRevokedWhenTheServiceStartsAgain(Vertx vertx) {
    int business = await(founding.found("Holdfast", "hf_admin"));
    Directory directory = new Directory(vertx, pool, System::nanoTime);
    await(directory.refresh());
    ApiKey key = directory.key("hf_admin").orElseThrow();
    new TestPeople(pool, directory).revoke(business, key.id());
    await(founding.found("Holdfast", "hf_admin"));
    assertThat(await(directory.authenticate("hf_admin"))).isEmpty();
  }

  private long count(String sql) {
    return await(pool.query(sql).execute()).iterator().next().getLong(0);
  }
}
