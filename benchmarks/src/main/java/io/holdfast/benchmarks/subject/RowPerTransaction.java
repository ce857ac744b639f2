package io.holdfast.benchmarks.subject;

import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes each debit in a transaction of its own and answers after its commit.
 *
 * <p>Every event loop has its share of the connections, so that no answer changes threads. Several
 * pool sizes are ready at once: {@code POST /<size>/v1/debits} uses the pool of that size, and the
 * caller finds out which is best.
 *
 * <p>Arguments: port, number of event loops, PostgreSQL URI, {@code row} or {@code row-lock}, pool
 * sizes separated by commas.
 */
public final class RowPerTransaction extends VerticleBase {
  private final int port;
  private final int eventLoops;
  private final PgConnectOptions database;
  private final boolean locking;
  private final List<Integer> poolSizes;
  private final Map<String, RowDebit> debitByPath = new HashMap<>();

  private RowPerTransaction(
      int port,
      int eventLoops,
      PgConnectOptions database,
      boolean locking,
      List<Integer> poolSizes) {
    this.port = port;
    this.eventLoops = eventLoops;
    this.database = database;
    this.locking = locking;
    this.poolSizes = poolSizes;
  }

  public static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    int eventLoops = Integer.parseInt(args[1]);
    PgConnectOptions database = PgConnectOptions.fromUri(args[2]).setCachePreparedStatements(true);
    boolean locking = args[3].equals("row-lock");
    List<Integer> sizes = Arrays.stream(args[4].split(",", -1)).map(Integer::valueOf).toList();
    Loops.deploy(
        eventLoops, () -> new RowPerTransaction(port, eventLoops, database, locking, sizes));
  }

  @Override
  public Future<?> start() {
    for (int size : poolSizes) {
      Pool pool = pool(Math.max(1, size / eventLoops));
      debitByPath.put(
          "/" + size + "/v1/debits",
          locking ? new RowDebit.Locking(pool) : new RowDebit.OneStatement(pool));
    }
    return vertx.createHttpServer().requestHandler(this::handle).listen(port, "127.0.0.1");
  }

  private Pool pool(int connections) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(connections))
        .connectingTo(database)
        .using(vertx)
        .build();
  }

  private void handle(HttpServerRequest request) {
    RowDebit debit = debitByPath.get(request.path());
    if (debit == null) {
      request.response().setStatusCode(404).end();
      return;
    }
    request.body().onSuccess(body -> apply(request, debit, body));
  }

  private static void apply(HttpServerRequest request, RowDebit debit, Buffer body) {
    JsonObject fields = new JsonObject(body);
    UUID wallet = UUID.fromString(fields.getString("wallet_id"));
    String key = request.getHeader("Idempotency-Key");
    debit
        .apply(Ids.number(wallet), key, fields.getLong("amount"), fields.getString("reference"))
        .onSuccess(made -> answer(request, fields, wallet, made))
        .onFailure(failure -> fail(request, failure));
  }

  private static void answer(
      HttpServerRequest request, JsonObject fields, UUID wallet, RowDebit.Made made) {
    if (made == null) {
      request.response().setStatusCode(402).end();
    } else {
      DebitAnswer.send(request.response(), fields, wallet, made.sequence(), made.balanceAfter());
    }
  }

  private static void fail(HttpServerRequest request, Throwable failure) {
    request.response().setStatusCode(503).end(String.valueOf(failure));
  }
}
