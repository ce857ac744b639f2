package io.holdfast.ledger;

import io.holdfast.operation.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateOutput;

/** Brings the schema to what this version needs. Any number of instances may do it at once. */
public final class Migrations {
  private Migrations() {}

  /**
   * Migrates on a worker thread, as the owner of the tables.
   *
   * @return what was applied, in order, empty if nothing was left to do; fails with a {@link Fault}
   *     if the database cannot be reached, holds something else, or is ahead in an unknown way
   */
  public static Future<List<String>> run(Vertx vertx, PostgresOptions options) {
    return vertx
        .executeBlocking(() -> migrate(options), false)
        .recover(PostgresFaults.reading("migrating " + options));
  }

  private static List<String> migrate(PostgresOptions options) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(options.jdbcUrl(), options.user(), options.password())
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load()
        .migrate()
        .migrations
        .stream()
        .map(Migrations::name)
        .toList();
  }

  private static String name(MigrateOutput applied) {
    return applied.version == null || applied.version.isEmpty()
        ? applied.description
        : applied.version + " " + applied.description;
  }
}
