package io.holdfast.events;

import static io.holdfast.TestServers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to whom, and to whom nothing is. */
@ExtendWith(VertxExtension.class)
class CourierIT {
  private final AtomicInteger requests = new AtomicInteger();

  private HttpServer serve(Vertx vertx, HttpServerOptions options, Buffer answer) {
    return await(
        vertx
            .createHttpServer(options.setHost("127.0.0.1").setPort(0))
            .requestHandler(
                request -> {
                  requests.incrementAndGet();
                  request.response().end(answer);
                })
            .listen());
  }

  private static Attempt send(Vertx vertx, Targets targets, String url) {
    Future<Attempt> sent =
        new Courier(vertx, targets).send(url, Map.of("a", "b"), Buffer.buffer("{}"));
    return await(sent);
  }

  @Test
  void aNameThatTurnsOutToLeadInsideIsNotSentTo(Vertx vertx) {
    HttpServer server = serve(vertx, new HttpServerOptions(), Buffer.buffer());
    String url = "http://localhost:" + server.actualPort() + "/";
    Attempt refused = send(vertx, new Targets(true, false), url);
    assertThat(refused.error()).isEqualTo("the host has an address that is not allowed");
    assertThat(requests).hasValue(0);
    assertThat(send(vertx, new Targets(true, true), url).statusCode()).isEqualTo(200);
    assertThat(requests).hasValue(1);
  }

  @Test
  void aServerForWhichNobodyVouchesIsNotTalkedTo(Vertx vertx, @TempDir Path folder)
      throws Exception {
    Path store = folder.resolve("self-signed.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    HttpServerOptions tls =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword("secret"));
    HttpServer server = serve(vertx, tls, Buffer.buffer());
    Attempt refused =
        send(vertx, new Targets(false, true), "https://localhost:" + server.actualPort() + "/");
    assertThat(refused.error()).isEqualTo("no trusted connection");
    assertThat(requests).hasValue(0);
  }

  @Test
  void anAnswerWithoutEndCostsNothingMore(Vertx vertx) {
    HttpServer server = serve(vertx, new HttpServerOptions(), Buffer.buffer(new byte[10_000_000]));
    String url = "http://127.0.0.1:" + server.actualPort() + "/";
    assertThat(send(vertx, new Targets(true, true), url).statusCode()).isEqualTo(200);
  }

  @Test
  void whoIsNotThereIsAnAttemptThatFailed(Vertx vertx) {
    HttpServer server = serve(vertx, new HttpServerOptions(), Buffer.buffer());
    int port = server.actualPort();
    await(server.close());
    String url = "http://127.0.0.1:" + port + "/";
    assertThat(send(vertx, new Targets(true, true), url).error()).isEqualTo("no connection");
  }
}
