package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Where a secret must never be: logs, metrics, answers but the one, and the database. */
final class SecretsOfPeopleIT {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger("io.holdfast");

  private final Shop shop = Shop.open();
  private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
  private final List<String> answers = new ArrayList<>();
  private final Level level = ROOT.getLevel();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(
              event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    ROOT.addAppender(appender);
    ROOT.setLevel(Level.TRACE);
  }

  @AfterEach
  void stop() {
    ROOT.detachAppender(appender);
    ROOT.setLevel(level);
  }

  @Test
  void secretsAreNowhereButWhereTheyAreShownOnce() throws Exception {
    String password = "password-" + UUID.randomUUID();
    String wrong = "wrong-" + UUID.randomUUID();
    String another = "another-" + UUID.randomUUID();
    Client admin = shop.admin();
    Client nobody = shop.service().client(null);
    JsonObject person =
        new JsonObject()
            .put("name", "Ada")
            .put("email", "ada-" + shop.number() + "@example.com")
            .put("permissions", new JsonArray().add("admin"))
            .put("password", password);
    String key = Client.newKey();
    seen(admin.post("/v1/staff", key, person));
    seen(admin.post("/v1/staff", key, person));
    seen(admin.post("/v1/staff", person.copy().put("surplus", 1)));
    seen(admin.post("/v1/staff", person)); // the e-mail is taken
    String email = person.getString("email");
    SignedIn session = SignedIn.as(shop.service(), email, password);
    String token = session.cookie().replaceFirst(".*=", "");
    for (int i = 0; i < 12; i++) {
      seen(nobody.post("/v1/session", null, SignedIn.body(email, wrong)));
    }
    seen(nobody.post("/v1/session", null, SignedIn.body("x", wrong)));
    seen(
        nobody.post(
            "/v1/session", null, "{\"email\":\"" + email + "\",\"password\":\"" + password));
    JsonObject till =
        new JsonObject().put("name", "till").put("permissions", new JsonArray().add("checkout"));
    String makingKey = Client.newKey();
    String secret =
        session.client().post("/v1/api-keys", makingKey, till).json(201).getString("secret");
    seen(session.client().post("/v1/api-keys", makingKey, till));
    seen(shop.service().client(secret).get("/v1/staff"));
    seen(shop.service().client(secret + "x").get("/v1/staff"));
    seen(
        session
            .client()
            .post(
                "/v1/session/password",
                new JsonObject().put("current_password", wrong).put("password", another)));
    seen(
        session
            .client()
            .post(
                "/v1/session/password",
                new JsonObject().put("current_password", password).put("password", another)));
    seen(session.client().get("/v1/session"));
    for (String list : List.of("/v1/staff", "/v1/api-keys", "/v1/changes", "/v1/settings")) {
      seen(session.client().get(list + (list.equals("/v1/settings") ? "" : "?limit=200")));
    }
    seen(session.client().delete("/v1/session"));

    List<String> secrets = List.of(password, wrong, another, secret, token, shop.secret());
    assertThat(answers).hasSizeGreaterThan(20);
    for (String each : secrets) {
      assertThat(logged).noneMatch(line -> line.contains(each));
      assertThat(answers).noneMatch(answer -> answer.contains(each));
      assertThat(metrics()).doesNotContain(each);
      assertThat(kept(each)).isZero();
    }
    assertThat(answers).noneMatch(answer -> answer.contains("argon2"));
    assertThat(
            (String)
                shop.service()
                    .sql("SELECT string_agg(coalesce(before, '') || after, '') FROM changes"))
        .doesNotContain("argon2");
  }

  private void seen(Reply reply) {
    answers.add(reply.body() + reply.headers().map());
  }

  /** Rows of any table of ours that have a text in any column. */
  private long kept(String text) {
    long rows = 0;
    for (String table :
        List.of(
            "staff",
            "sessions",
            "api_keys",
            "creations",
            "changes",
            "outbox",
            "feed",
            "businesses")) {
      rows +=
          (Long)
              shop.service()
                  .sql("SELECT count(*) FROM " + table + " t WHERE strpos(t::text, ?) > 0", text);
    }
    return rows;
  }

  private String metrics() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + shop.service().managementPort() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
