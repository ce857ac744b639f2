package io.holdfast.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The servers that one start of Holdfast brings along.
 *
 * <p>There is no shutdown hook here. Close this last in the service's own, when everything in
 * flight is finished. If this process ends without, by whatever way, the servers are stopped within
 * moments of it.
 */
public final class EmbeddedServers implements AutoCloseable {
  private final Optional<PostgresServer> postgres;
  private final Optional<RedisServer> redis;

  private EmbeddedServers(Optional<PostgresServer> postgres, Optional<RedisServer> redis) {
    this.postgres = postgres;
    this.redis = redis;
  }

  /**
   * Starts the servers asked for, side by side, and waits until they serve.
   *
   * @param dataDir where data are kept over restarts; empty: nothing is
   * @throws EmbeddedServerException if one cannot be started; the other is stopped again
   */
  public static EmbeddedServers start(Optional<Path> dataDir, boolean postgres, boolean redis) {
    var startingRedis = inBackground(redis, RedisServer::start);
    var startingPostgres = inBackground(postgres, () -> PostgresServer.start(dataDir));
    try {
      return new EmbeddedServers(startingPostgres.join(), startingRedis.join());
    } catch (CompletionException e) {
      undo(startingPostgres, PostgresServer::close);
      undo(startingRedis, RedisServer::close);
      throw new EmbeddedServerException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** The PostgreSQL, if one was asked for. */
  public Optional<PostgresServer> postgres() {
    return postgres;
  }

  /** The Redis, if one was asked for. */
  public Optional<RedisServer> redis() {
    return redis;
  }

  /** Stops the servers and removes what was temporary. */
  @Override
  public void close() {
    redis.ifPresent(RedisServer::close);
    postgres.ifPresent(PostgresServer::close);
  }

  private static <T> CompletableFuture<Optional<T>> inBackground(
      boolean wanted, Supplier<T> start) {
    if (!wanted) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    // A thread each: the common pool has one thread on two cores, and would start them in turn.
    return CompletableFuture.supplyAsync(
        () -> Optional.of(start.get()), task -> new Thread(task, "embedded-start").start());
  }

  private static <T> void undo(CompletableFuture<Optional<T>> starting, Consumer<T> close) {
    starting.exceptionally(failedToo -> Optional.empty()).join().ifPresent(close);
  }
}
