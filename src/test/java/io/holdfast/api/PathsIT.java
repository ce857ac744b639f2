package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Paths that no client library sends. */
final class PathsIT {
  private final Shop shop = Shop.open();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/wallets/%zz",
        "/v1/wallets/%",
        "/v1/wallets/%4",
        "/v1/wallets/%c3%28",
        "/v1/wallets/%ff",
        "/%zz",
        "/v1/wallets/%2"
      })
  void aPathThatCannotBeDecodedIsInvalidAndSaysSo(String path) {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      JsonObject problem = problem("GET", path, 400);

      assertThat(problem.getString("code")).isEqualTo("invalid_request");
      JsonArray errors = problem.getJsonArray("errors");
      assertThat(errors).hasSize(1);
      assertThat(errors.getJsonObject(0).getString("parameter")).isEqualTo("path");
      assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    } finally {
      root.detachAppender(log);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/wallets/", "/v1/authorizations/", "/openapi.json/", "/", "*", "v1"})
  void whatIsNotAPathOfTheApiIsNotFound(String path) {
    assertThat(problem("GET", path, 404).getString("code")).isEqualTo("not_found");
    assertThat(problem("POST", path, 404).getString("code")).isEqualTo("not_found");
  }

  @Test
  void aRequestThatNamesNoHostIsToldSo() {
    String answer =
        Sockets.answer(
            shop.service().apiPort(),
            "GET /v1/wallets HTTP/1.1\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                .formatted(shop.secret()));
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"header\":\"Host\"");
  }

  @Test
  void aTrailingSlashMovesNoMoney() {
    String wallet = shop.wallet(100);
    String body = Shop.move(wallet, 1).encode();
    Reply reply = shop.admin().post("/v1/debits/", Client.newKey(), body);

    reply.problem(404, "not_found");
    assertThat(shop.balance(wallet)).isEqualTo(100);
  }

  private JsonObject problem(String method, String path, int status) {
    String answer =
        Sockets.answer(
            shop.service().apiPort(),
            "%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                .formatted(method, path, shop.secret()));
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("content-type: application/problem+json");
    return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }
}
