package io.holdfast.people;

import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.ledger.Page;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.TestBook;
import io.holdfast.ledger.TestDatabase;
import io.holdfast.operation.Fault;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class DirectoryIT {
  private static final Set<Permission> CHECKOUT = Set.of(Permission.CHECKOUT);

  private static TestDatabase database;

  private final AtomicLong aheadNanos = new AtomicLong();
  private Pool pool;
  private TestBook book;
  private Directory directory;
  private TestPeople people;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @BeforeEach
  void start(Vertx vertx) {
    book = new TestBook(vertx, database);
    pool = book.pool();
    directory = new Directory(vertx, pool, this::nanos);
    people = new TestPeople(pool, directory);
    await(directory.start());
  }

  @AfterEach
  void close() {
    directory.close();
    await(pool.close());
  }

  @Test
  void aKeyIsKnownOnceItIsMade() {
    int business = book.business();
    ApiKeys.NewKey made = people.key(business, "Till 1", CHECKOUT, null);
    assertThat(made.secret()).matches("hf_[A-Za-z0-9_-]{43}");
    assertThat(directory.key(made.secret())).contains(made.key());
    assertThat(made.key().permissions()).isEqualTo(CHECKOUT);
    assertThat(directory.actor(made.key().number()))
        .isEqualTo(new Actor(made.key().id(), "Till 1"));
    assertThat(directory.business(business).name()).isEqualTo("Salons");
    assertThat(directory.actor(0)).isNull();
  }

  @Test
  void onlyTheHashOfASecretIsKept() {
    ApiKeys.NewKey made = people.key(book.business(), "Till", CHECKOUT, null);
    String row = "SELECT count(*) FROM api_keys k WHERE k::text LIKE '%" + made.secret() + "%'";
    assertThat(await(pool.query(row).execute()).iterator().next().getLong(0)).isZero();
  }

  @Test
  void aRevokedKeyStopsWorkingButStillNamesItsActor() {
    int business = book.business();
    ApiKeys.NewKey made = people.key(business, "Till 1", CHECKOUT, null);
    assertThat(people.revoke(book.business(), made.key().id())).isFalse();
    assertThat(directory.key(made.secret())).isPresent();
    assertThat(people.revoke(business, made.key().id())).isTrue();
    assertThat(directory.key(made.secret())).isEmpty();
    assertThat(await(directory.authenticate(made.secret()))).isEmpty();
    assertThat(directory.actor(made.key().number()).name()).isEqualTo("Till 1");
    assertThat(people.revoke(business, made.key().id())).isFalse();
    assertThat(people.revoke(business, Ids.random(1))).isFalse();
    assertThat(await(people.all().keys().list(business, Optional.empty(), 10)).data()).isEmpty();
  }

  @Test
  void aKeyRevokedElsewhereStopsWorkingByItself(Vertx vertx) throws InterruptedException {
    ApiKeys.NewKey made = people.key(book.business(), "Till 1", CHECKOUT, null);
    Directory other = new Directory(vertx, pool, this::nanos);
    await(other.start());
    assertThat(other.key(made.secret())).isPresent();
    people.revoke(made.key().business(), made.key().id());
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (other.key(made.secret()).isPresent()) {
      assertThat(System.nanoTime()).as("revoked within 5 s").isLessThan(deadline);
      Thread.sleep(20);
    }
    other.close();
  }

  @Test
  void aKeyExpiresAtItsMomentByTheDatabasesClock() {
    long expiresAt = directory.bookMillis() + 60_000;
    ApiKeys.NewKey made = people.key(book.business(), "Guest", CHECKOUT, expiresAt);
    assertThat(directory.key(made.secret())).isPresent();
    aheadNanos.set(55_000_000_000L);
    assertThat(directory.key(made.secret())).isPresent();
    aheadNanos.set(61_000_000_000L);
    assertThat(directory.key(made.secret())).isEmpty();
    aheadNanos.set(0); // What was read is of its moment, however much later it is asked for.
    await(directory.refresh());
    assertThat(directory.key(made.secret())).isPresent();
    long apart = directory.bookMillis() - System.currentTimeMillis();
    assertThat(apart)
        .as("from the clock of this machine, which is the same")
        .isBetween(-500L, 500L);
  }

  @Test
  void aKeyMadeElsewhereWorksAtOnce(Vertx vertx) {
    Directory other = new Directory(vertx, pool, this::nanos);
    await(other.refresh());
    for (int i = 0; i < 3; i++) {
      ApiKeys.NewKey made = people.key(book.business(), "Till", CHECKOUT, null);
      assertThat(other.key(made.secret())).isEmpty();
      assertThat(await(other.authenticate(made.secret()))).contains(made.key());
    }
  }

  @Test
  void aFloodOfUnknownSecretsIsAnsweredAndReadsFewTimes(Vertx vertx) {
    AtomicInteger readings = new AtomicInteger();
    Directory flooded = new Directory(vertx, counting(pool, readings), this::nanos);
    List<Future<Optional<ApiKey>>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(flooded.authenticate("hf_guess_" + i));
    }
    await(Future.all(answers));
    assertThat(answers).allMatch(answer -> answer.result().isEmpty());
    assertThat(readings.get()).isBetween(1, 4);
  }

  @Test
  void withoutADatabaseKnownKeysWorkAndUnknownOnesAreAFault() {
    ApiKeys.NewKey made = people.key(book.business(), "Till", CHECKOUT, null);
    await(pool.close());
    assertThat(await(directory.authenticate(made.secret()))).contains(made.key());
    assertThatThrownBy(() -> await(directory.authenticate("hf_unknown"))).isInstanceOf(Fault.class);
  }

  @Test
  void keysAndLocationsPageNewestFirst() {
    int business = book.business();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      names.add(0, "Name " + i);
      people.key(business, "Name " + i, CHECKOUT, null);
      people.location(business, "ref " + i, "Name " + i, "Europe/Lisbon");
    }
    List<String> keys = new ArrayList<>();
    List<String> locations = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<ApiKey> page = await(people.all().keys().list(business, cursor, 3));
      page.data().forEach(key -> keys.add(key.name()));
      cursor = Optional.ofNullable(page.next());
    } while (cursor.isPresent());
    do {
      Page<Location> page = await(people.all().locations().list(business, cursor, 3));
      page.data().forEach(location -> locations.add(location.name()));
      cursor = Optional.ofNullable(page.next());
    } while (cursor.isPresent());
    assertThat(keys).isEqualTo(names);
    assertThat(locations).isEqualTo(names);
    Optional<String> ofKeys =
        Optional.of(await(people.all().keys().list(business, Optional.empty(), 3)).next());
    assertThatThrownBy(() -> await(people.all().locations().list(business, ofKeys, 3)))
        .isInstanceOf(Reads.IllegalCursor.class);
  }

  @Test
  void aLocationIsFoundByItsBusinessOnly() {
    int business = book.business();
    Location made = people.location(business, "loc", "Chiado", "Europe/Lisbon");
    assertThat(directory.location(business, made.id())).contains(made);
    assertThat(directory.locationId(made.number())).isEqualTo(made.id());
    assertThat(directory.location(book.business(), made.id())).isEmpty();
    assertThat(directory.locationId(0)).isNull();
    assertThatThrownBy(() -> people.location(business, "loc", "Another", "Europe/Lisbon"))
        .isInstanceOf(Refused.class);
    people.location(book.business(), "loc", "Chiado", "Europe/Lisbon");
    people.location(business, null, "No reference", "UTC");
    people.location(business, null, "No reference either", "UTC");
  }

  /** The same pool, counting how often it is asked for all keys. */
  private static Pool counting(Pool pool, AtomicInteger readings) {
    return (Pool)
        Proxy.newProxyInstance(
            Pool.class.getClassLoader(),
            new Class<?>[] {Pool.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("preparedQuery")
                  && arguments[0].toString().contains("FROM api_keys")) {
                readings.incrementAndGet();
              }
              return method.invoke(pool, arguments);
            });
  }

  private long nanos() {
    return System.nanoTime() + aheadNanos.get();
  }
}
