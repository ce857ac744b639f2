package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done with a secret, right or wrong, it is told to nobody: not in the log, not in the
 * metrics, not in an answer other than the one that made it, not by the book, not by the examples.
 */
final class SecretsIT {
  private static final String KEYS = "/v1/api-keys";

  @Test
  void noSecretIsToldToAnybody() throws IOException {
    String admin = "hf_admin_" + UUID.randomUUID();
    String wrong = "hf_wrong_" + UUID.randomUUID();
    Map<String, String> settings =
        Map.of(
            "HOLDFAST_POSTGRES_URI", TestService.shared().servers().postgres().orElseThrow().uri(),
            "HOLDFAST_REDIS_URI", TestService.shared().servers().redis().orElseThrow().uri(),
            "HOLDFAST_ADMIN_KEY", admin);
    List<String> told = new ArrayList<>();
    List<String> secrets = new ArrayList<>(List.of(admin, wrong));
    try (ChildService child = ChildService.start(settings)) {
      Client owner = child.client(admin);
      JsonObject made =
          owner
              .post(
                  KEYS,
                  new JsonObject().put("name", "till").put("permissions", List.of("checkout")))
              .json(201);
      String secret = made.getString("secret");
      secrets.add(secret);
      for (Client client : List.of(owner, child.client(secret), child.client(wrong))) {
        told.addAll(asked(client));
      }
      told.add(owner.delete(KEYS + "/" + made.getString("id")).body());
      told.addAll(misplaced(child, secret));
      told.add(
          Sockets.answer(
              child.managementPort(),
              "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
      told.add(child.readiness());
      child.stop();
      told.add(child.output());
    }
    for (String secret : secrets) {
      assertThat(told).noneMatch(text -> text.contains(secret));
      assertThat(TestService.shared().sql(INVENTORY, "%" + secret + "%")).isEqualTo(0L);
    }
  }

  private static final String INVENTORY =
      "SELECT count(*) FROM (SELECT k::text AS row FROM api_keys k UNION ALL"
          + " SELECT c::text FROM creations c) AS kept WHERE row LIKE ?";

  /** Good, bad and forbidden requests. */
  private static List<String> asked(Client client) {
    return List.of(
        client.get("/v1/wallets").body(),
        client.get(KEYS).body(),
        client.get("/v1/wallets/" + UUID.randomUUID()).body(),
        client.post("/v1/debits", "key", "{").body(),
        client.post("/v1/debits", Shop.move(UUID.randomUUID().toString(), 1)).body(),
        client.get("/v1/audit").body());
  }

  /** A secret where none belongs comes back in no answer, and goes into no label of a metric. */
  private static List<String> misplaced(ChildService child, String secret) {
    List<String> answers = new ArrayList<>();
    for (String head :
        List.of(
            "GET /v1/wallets HTTP/1.1\r\nAuthorization: Basic " + secret,
            "GET /v1/wallets HTTP/1.1\r\nAuthorization: " + secret,
            "GET /v1/wallets HTTP/1.1\r\nAuthorization: Bearer  " + secret + " x",
            "POST /v1/debits HTTP/1.1\r\nContent-Length: 0\r\nAuthorization: Bearer " + secret)) {
      answers.add(Sockets.answer(child.port(), head + "\r\nHost: a\r\nConnection: close\r\n\r\n"));
    }
    return answers;
  }

  @Test
  void noExampleLeavesASecretInTheHistoryOfAShell() throws IOException {
    Pattern given =
        Pattern.compile("^[^|#]*(ADMIN_KEY|POSTGRES_URI)=(\\S+)|Bearer (\\S+)", Pattern.MULTILINE);
    for (String page : List.of("README.md", "ARCHITECTURE.md", "benchmarks/README.md")) {
      Matcher found = given.matcher(Files.readString(Path.of(page)));
      while (found.find()) {
        String secret = found.group(2) == null ? found.group(3) : found.group(2);
        assertThat(secret).as("%s: %s", page, found.group()).startsWith(TestService.ADMIN_KEY);
      }
    }
  }
}
