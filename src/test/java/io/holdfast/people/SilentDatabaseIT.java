package io.holdfast.people;

import static io.holdfast.TestServers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestBusiness;
import io.holdfast.TestServers;
import io.holdfast.ledger.PostgresOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class SilentDatabaseIT {
  private final List<NetSocket> fromUs = new CopyOnWriteArrayList<>();

  /** As a network that lost the connection and told nobody: a new one would work. */
  @Test
  void aKeyStopsWithinFiveSecondsAlthoughTheConnectionWentSilent(Vertx vertx) {
    PostgresOptions book = TestServers.book();
    PostgresOptions behind =
        new PostgresOptions(
            "127.0.0.1",
            await(between(vertx, book)),
            book.database(),
            book.user(),
            book.password(),
            book.sslMode(),
            null);
    Directory directory =
        new Directory(vertx, () -> behind.pool(vertx, 1, 8, 2_000), System::nanoTime);
    Pool pool = book.pool(vertx, 1, 8, 2_000);
    try {
      TestPeople people = new TestPeople(pool, directory);
      await(directory.start());
      int business = new TestBusiness(book).number();
      String secret = people.key(business, "Till", Set.of(Permission.CHECKOUT), null).secret();
      assertThat(directory.key(secret)).isPresent();

      fromUs.forEach(NetSocket::pause);
      TestServers.execute(book, "UPDATE api_keys SET revoked_at = now()");

      TestServers.awaitUntil(
          "the key is revoked", Duration.ofSeconds(5), () -> directory.key(secret).isEmpty());
    } finally {
      directory.close();
      await(pool.close());
    }
  }

  private Future<Integer> between(Vertx vertx, PostgresOptions book) {
    NetServer server = vertx.createNetServer();
    server.connectHandler(
        near -> {
          near.pause();
          vertx
              .createNetClient()
              .connect(book.port(), book.host())
              .onSuccess(
                  far -> {
                    near.handler(far::write);
                    far.handler(near::write);
                    near.closeHandler(nothing -> far.close());
                    far.closeHandler(nothing -> near.close());
                    near.resume();
                    fromUs.add(near);
                  });
        });
    return server.listen(0, "127.0.0.1").map(NetServer::actualPort);
  }
}
