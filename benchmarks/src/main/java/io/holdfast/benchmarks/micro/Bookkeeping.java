package io.holdfast.benchmarks.micro;

import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.book.ServiceSeed;
import io.holdfast.gate.RedisGate;
import io.holdfast.gate.RedisLink;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.GroupCommit;
import io.holdfast.ledger.Migrations;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Real servers with a book of wallets that have money, and one event loop to work on.
 *
 * <p>JMH's threads give work to the event loop and wait for it; what is measured includes that hop,
 * some microseconds, once for each call of {@link #onLoop}.
 */
final class Bookkeeping implements AutoCloseable {
  /** Debits go round all of them. */
  static final int WALLETS = 10_000;

  private static final long OPENING_BALANCE = 100_000_000_000L;
  private static final long AMOUNT = 7;
  private static final int TIMEOUT_SECONDS = 30;
  private static final long TIMEOUT_MILLIS = 10_000;

  private final Path data;
  private final Servers servers;
  private final Vertx vertx;
  private final Context loop;
  private final Metrics metrics = new Metrics();
  private final List<UUID> wallets;
  private final int business;
  private final long house;
  private final String nonce = UUID.randomUUID().toString();
  private long count;
  private Committer committer;

  private Bookkeeping(Path data, Servers servers) throws SQLException {
    this.data = data;
    this.servers = servers;
    this.vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    this.loop = vertx.getOrCreateContext();
    await(Migrations.run(vertx, postgres()));
    try (Connection connection = DriverManager.getConnection(jdbcUrl());
        Statement statement = connection.createStatement()) {
      business =
          number(
              statement,
              "INSERT INTO businesses (id, name) VALUES (gen_random_uuid(), 'Benchmark')"
                  + " RETURNING number");
      wallets = ServiceSeed.wallets(jdbcUrl(), WALLETS, OPENING_BALANCE);
      house = number(statement, "SELECT min(number) FROM house_accounts");
    }
  }

  static Bookkeeping open() throws IOException, SQLException {
    Path folder = Files.createDirectories(Path.of("target", "benchmarks").toAbsolutePath());
    Path data = Files.createTempDirectory(folder, "postgres-");
    return new Bookkeeping(data, Servers.start(data));
  }

  Vertx vertx() {
    return vertx;
  }

  PostgresOptions postgres() {
    return PostgresOptions.parse(servers.postgresUri(Servers.SERVICE_DATABASE));
  }

  /** A gate of the event loop, connected. */
  RedisGate gate(int queueMax) {
    RedisOptions options = new RedisOptions().setConnectionString(servers.redisUri());
    return onLoop(
        () -> {
          RedisLink link = new RedisLink(vertx, options, false, TIMEOUT_MILLIS);
          return link.connect().map(up -> new RedisGate(vertx, link, queueMax, metrics));
        });
  }

  /** A ledger whose committer shares the event loop, connected. One for each bookkeeping. */
  GroupCommit ledger(int lanes, int batchMax, int queueMax) {
    Committer.Bounds bounds = new Committer.Bounds(lanes, batchMax, queueMax, TIMEOUT_MILLIS);
    return onLoop(
        () -> {
          committer =
              new Committer(
                  vertx, postgres().connectOptions((int) TIMEOUT_MILLIS), bounds, metrics);
          return committer.start().map(up -> new GroupCommit(vertx, committer));
        });
  }

  int business() {
    return business;
  }

  List<UUID> wallets() {
    return wallets;
  }

  /** So many debits, of a wallet each, under keys never used before. */
  List<Operation> debits(int size) {
    return Stream.generate(this::debit).limit(size).toList();
  }

  /** Calls {@code work} on the event loop, and waits for what it returns. */
  <T> T onLoop(Supplier<Future<T>> work) {
    return await(Future.future(done -> loop.runOnContext(v -> work.get().onComplete(done))));
  }

  @Override
  public void close() throws IOException {
    if (committer != null) {
      onLoop(committer::close);
    }
    await(vertx.close());
    metrics.close();
    servers.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Operation debit() {
    count++;
    UUID wallet = wallets.get((int) (count % wallets.size()));
    Origin origin = new Origin(business, 0, OperationKey.of(nonce + "-" + count), count);
    return new Operation.Debit(
        origin, new WalletRef(wallet, "USD"), AMOUNT, false, Details.NONE, house);
  }

  private String jdbcUrl() {
    return servers.jdbcUrl(Servers.SERVICE_DATABASE);
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CompletionException("no end within " + TIMEOUT_SECONDS + " s", e);
    }
  }
}
