package io.holdfast.ledger;

import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.operation.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class MigrationsIT {
  @Test
  void instancesThatMigrateAtOnceApplyEachStepOnce(Vertx vertx) {
    PostgresOptions options = TestDatabase.empty().options();
    List<Future<List<String>>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(Migrations.run(vertx, options));
    }
    await(Future.all(runs));
    List<String> applied = runs.stream().flatMap(run -> run.result().stream()).toList();
    assertThat(applied).contains("1 book", "service role").doesNotHaveDuplicates();
    assertThat(await(Migrations.run(vertx, options))).isEmpty();
  }

  @Test
  void databasesOfOneServerMigrateAtOnce(Vertx vertx) {
    // The role is the server's: here it is there already, but granted by both at the same time.
    Future<List<String>> first = Migrations.run(vertx, TestDatabase.empty().options());
    Future<List<String>> second = Migrations.run(vertx, TestDatabase.empty().options());
    await(Future.all(first, second));
    assertThat(first.result()).isEqualTo(second.result());
  }

  @Test
  void anOwnerWhoIsNoSuperuserCanMigrateAndServe(Vertx vertx) {
    TestDatabase database = TestDatabase.empty();
    PostgresOptions admin = database.options();
    database.execute("CREATE ROLE plain_owner LOGIN CREATEROLE PASSWORD 'a secret'");
    // Another database may have made the role; where it did not, its creator is this one.
    database.execute(
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdfast_service') THEN"
            + " GRANT holdfast_service TO plain_owner WITH ADMIN TRUE, SET FALSE; END IF; END $$");
    database.execute("ALTER DATABASE %s OWNER TO plain_owner".formatted(admin.database()));
    PostgresOptions options =
        new PostgresOptions(
            admin.host(),
            admin.port(),
            admin.database(),
            "plain_owner",
            "a secret",
            SslMode.DISABLE,
            null);
    assertThat(await(Migrations.run(vertx, options))).isNotEmpty();
    Pool pool = options.pool(vertx, 1, 10, 1_000);
    assertThat(await(pool.query("SELECT current_user::text FROM wallets").execute())).isEmpty();
  }

  @Test
  void aServerThatCannotBeReachedIsAFault(Vertx vertx) {
    PostgresOptions nowhere =
        PostgresOptions.parse("postgresql://u:hunter2@localhost:1/db?sslmode=disable");
    assertThatThrownBy(() -> await(Migrations.run(vertx, nowhere)))
        .isInstanceOf(Fault.class)
        .hasMessageNotContaining("hunter2");
  }
}
