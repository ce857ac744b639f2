package io.holdfast.ledger;

import static io.holdfast.TestServers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Look-ups that share queries, on a real PostgreSQL: who shares, who gets what, who is refused. */
@ExtendWith(VertxExtension.class)
final class SharedQueryIT {
  /** Twice the number for each that is even; nothing for the others. */
  private static final String TWICE_THE_EVEN =
      "SELECT 2 * asked.number, asked.place"
          + " FROM unnest($1::bigint[]) WITH ORDINALITY AS asked(number, place)"
          + " WHERE asked.number % 2 = 0 ORDER BY asked.number DESC";

  private static final String BY_ZERO =
      "SELECT 1 / (asked.number - 4), asked.place"
          + " FROM unnest($1::bigint[]) WITH ORDINALITY AS asked(number, place)";

  private static final String HANGS_BELOW_256 =
      "SELECT CASE WHEN asked.number < 256 THEN pg_advisory_xact_lock_shared(4711)::text END,"
          + " asked.place"
          + " FROM unnest($1::bigint[]) WITH ORDINALITY AS asked(number, place)";

  private final AtomicInteger queries = new AtomicInteger();
  private Context loop;
  private Pool pool;

  @BeforeEach
  void open(Vertx vertx) {
    loop = vertx.getOrCreateContext();
    pool = TestDatabase.migrated().pool(vertx);
  }

  @AfterEach
  void close() {
    await(pool.close());
  }

  @Test
  void whoAsksInOneTickSharesAQuery(Vertx vertx) {
    List<Future<Optional<Row>>> all = inOneTick(vertx, TWICE_THE_EVEN, 100);
    assertThat(doubled(all.get(4))).contains(8L);
    assertThat(queries).hasValue(1);
  }

  @Test
  void everybodyGetsHisOwnAnswer(Vertx vertx) {
    List<Future<Optional<Row>>> all = inOneTick(vertx, TWICE_THE_EVEN, 500);
    for (int i = 0; i < 500; i++) {
      assertThat(doubled(all.get(i)))
          .isEqualTo(i % 2 == 0 ? Optional.of(2L * i) : Optional.empty());
    }
    assertThat(queries).as("128 at the most in one").hasValue(4);
  }

  @Test
  void whoeverComesOverTheBoundIsRefusedAndTheOthersAreAnswered(Vertx vertx) {
    List<Future<Optional<Row>>> all = inOneTick(vertx, TWICE_THE_EVEN, SharedQuery.WAITING_MAX + 3);
    assertThat(doubled(all.get(SharedQuery.WAITING_MAX - 2)))
        .contains(2L * (SharedQuery.WAITING_MAX - 2));
    for (Future<?> refused : all.subList(SharedQuery.WAITING_MAX, all.size())) {
      assertThat(refused.failed()).isTrue();
      assertThat(refused.cause()).hasMessageContaining("too many wait");
    }
  }

  @Test
  void aQueryThatFailsFailsWhoIsInItAndNobodyElse(Vertx vertx) {
    List<Future<Optional<Row>>> all = inOneTick(vertx, BY_ZERO, 300);
    await(Future.join(all).otherwiseEmpty());
    assertThat(all.get(0).cause()).hasMessageContaining("division by zero");
    assertThat(all.get(127).failed()).isTrue();
    assertThat(all.get(128).succeeded()).isTrue();
    assertThat(all.get(299).succeeded()).isTrue();
  }

  @Test
  void queriesThatHangHoldUpNobodyForLong(Vertx vertx) {
    SqlConnection locking = await(pool.getConnection());
    await(locking.query("SELECT pg_advisory_lock(4711)").execute());
    List<Future<Optional<Row>>> all = inOneTick(vertx, HANGS_BELOW_256, 300);
    assertThat(await(all.get(299))).as("behind two queries that hang").isPresent();
    assertThat(all.get(0).isComplete()).isFalse();
    assertThat(all.get(255).isComplete()).isFalse();
    await(locking.query("SELECT pg_advisory_unlock(4711)").execute());
    assertThat(await(all.get(0))).isPresent();
    assertThat(await(all.get(255))).isPresent();
    await(locking.close());
  }

  /** Asks for 0, 1, 2 and so on. */
  private List<Future<Optional<Row>>> inOneTick(Vertx vertx, String sql, int count) {
    Promise<List<Future<Optional<Row>>>> asked = Promise.promise();
    loop.runOnContext(
        nothing -> {
          SharedQuery<Long> query =
              new SharedQuery<>(
                  vertx, counting(), sql, all -> Tuple.of((Object) all.toArray(Long[]::new)));
          List<Future<Optional<Row>>> answers = new ArrayList<>();
          IntStream.range(0, count).forEach(i -> answers.add(query.row((long) i)));
          asked.complete(answers);
        });
    return await(asked.future());
  }

  private static Optional<Long> doubled(Future<Optional<Row>> answer) {
    return await(answer).map(row -> row.getLong(0));
  }

  private Pool counting() {
    return (Pool)
        Proxy.newProxyInstance(
            Pool.class.getClassLoader(),
            new Class<?>[] {Pool.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("preparedQuery")) {
                queries.incrementAndGet();
              }
              try {
                return method.invoke(pool, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
