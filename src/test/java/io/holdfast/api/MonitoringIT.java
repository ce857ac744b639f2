package io.holdfast.api;

import static io.holdfast.TestServers.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.metrics.MetricNames;
import io.holdfast.metrics.PromQl;
import io.holdfast.metrics.PromQl.Condition;
import io.holdfast.metrics.PromQl.Selector;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Dashboard and alerts ask for what the service shows: each metric, each label, and each value of a
 * label that they name, on a service that all of it has happened to.
 */
class MonitoringIT {
  private static final Path RULES = Path.of("config", "prometheus", "holdfast.rules.yml");
  private static final Path UNIT_TESTS = Path.of("config", "prometheus", "holdfast.rules.test.yml");
  private static final Path DASHBOARD = Path.of("config", "grafana", "holdfast.json");

  /** Made by Prometheus: the health of a target, and what it says of alerts. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

  private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");
  private static final Pattern ALERT_LABEL = Pattern.compile("\\$labels\\.([a-z_]+)");
  private static final Pattern WORDS = Pattern.compile("[A-Za-z_0-9|]+");

  private static Map<String, Map<String, Set<String>>> scraped;

  /** One rule or target, wherever it stands. */
  private record Use(String where, String expression, Set<String> shown) {}

  @BeforeAll
  static void somethingOfEverythingHappens() {
    Shop shop = Shop.open();
    Client admin = shop.admin();
    try (Receiver receiver = new Receiver()) {
      admin
          .post("/v1/webhook-endpoints", new JsonObject().put("url", receiver.url("/hook")))
          .expect(201);
      String wallet = shop.wallet(1_000);
      admin.post("/v1/debits", Shop.move(wallet, 10)).expect(201);
      admin.post("/v1/debits", Shop.move(wallet, 5_000)).problem(402, "insufficient_funds");
      String frozen = shop.wallet(1_000);
      admin.patch("/v1/wallets/" + frozen, new JsonObject().put("status", "frozen")).expect(200);
      admin.post("/v1/debits", Shop.move(frozen, 1)).problem(402, "wallet_frozen");
      String closed = shop.wallet(0);
      admin.patch("/v1/wallets/" + closed, new JsonObject().put("status", "closed")).expect(200);
      admin.post("/v1/debits", Shop.move(closed, 1)).problem(402, "wallet_closed");
      JsonObject limit =
          new JsonObject().put("scope", "wallet").put("window", "day").put("max_count", 1);
      admin.post("/v1/limits", limit).expect(201);
      String limited = shop.wallet(1_000);
      admin.post("/v1/debits", Shop.move(limited, 1)).expect(201);
      admin.post("/v1/debits", Shop.move(limited, 1)).problem(402, "velocity_exceeded");
      shop.service().client("hf_nobody").get("/v1/wallets").expect(401);
      System.gc();
      awaitUntil(
          "a webhook is through, and the audit has begun",
          () -> {
            String text = scrape();
            return !text.contains(MetricNames.WEBHOOK_DELAY + "_count 0")
                && text.contains("jvm_gc_pause_seconds_sum")
                && text.lines()
                    .filter(line -> line.startsWith(MetricNames.AUDIT_PROVEN + "{"))
                    .noneMatch(line -> line.endsWith("NaN"));
          });
    }
    scraped = PromQl.scraped(scrape());
  }

  private static String scrape() {
    return Sockets.answer(TestService.shared().managementPort(), "GET /metrics HTTP/1.0\r\n\r\n")
        .split("\r\n\r\n", 2)[1];
  }

  @Test
  void whatIsAskedForIsShown() throws IOException {
    Map<String, Set<String>> recorded = recorded();
    List<String> faults = new ArrayList<>();
    for (Use use : uses()) {
      Set<String> known = new TreeSet<>(LABELS_OF_PROMETHEUS);
      for (Selector selector : PromQl.read(use.expression())) {
        Set<String> labels = new TreeSet<>(LABELS_OF_PROMETHEUS);
        if (OF_PROMETHEUS.contains(selector.metric())) {
          labels.addAll(selector.labels());
        } else if (recorded.containsKey(selector.metric())) {
          labels.addAll(recorded.get(selector.metric()));
        } else if (scraped.containsKey(selector.metric())) {
          labels.addAll(scraped.get(selector.metric()).keySet());
          selector.conditions().forEach(each -> check(each, selector, use, faults));
        } else {
          faults.add(use.where() + ": no metric " + selector.metric());
        }
        known.addAll(labels);
        if (!labels.containsAll(selector.labels())) {
          faults.add(use.where() + ": " + selector + " has only " + labels);
        }
      }
      if (!known.containsAll(use.shown()) && !use.expression().startsWith("ALERTS")) {
        faults.add(use.where() + ": shows " + use.shown() + " of " + known);
      }
    }
    assertThat(faults).isEmpty();
  }

  /** Values that are named must be there; a pattern that is no list of words is left alone. */
  private static void check(Condition asked, Selector selector, Use use, List<String> faults) {
    Set<String> values =
        asked.label().equals("job")
            ? Set.of("holdfast")
            : scraped.get(selector.metric()).getOrDefault(asked.label(), Set.of());
    if (asked.operator().startsWith("!") || !WORDS.matcher(asked.value()).matches()) {
      return;
    }
    for (String value : asked.value().split("\\|", -1)) {
      if (!values.contains(value)) {
        faults.add(use.where() + ": " + asked + " is not among " + values);
      }
    }
  }

  @Test
  void everyMetricOfOursIsOnTheDashboard() throws IOException, IllegalAccessException {
    String dashboard = Files.readString(DASHBOARD);
    for (Field name : MetricNames.class.getFields()) {
      assertThat(dashboard).contains((String) name.get(null));
    }
  }

  @Test
  void everyAlertSaysHowUrgentItIsAndWhereToBegin() {
    for (Map<?, ?> alert : rules("alert")) {
      assertThat(((Map<?, ?>) alert.get("labels")).get("severity"))
          .describedAs("%s", alert)
          .isIn("page", "ticket");
      Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
      assertThat((String) annotations.get("summary")).describedAs("%s", alert).isNotBlank();
      assertThat((String) annotations.get("runbook"))
          .describedAs("%s", alert)
          .hasSizeGreaterThan(60);
    }
    assertThat(rules("alert").stream().map(rule -> rule.get("alert"))).doesNotHaveDuplicates();
  }

  /** They are run by promtool, which the build does not have. */
  @Test
  void everyAlertHasAUnitTest() throws IOException {
    String tests = Files.readString(UNIT_TESTS);
    for (Map<?, ?> alert : rules("alert")) {
      assertThat(tests).contains("alertname=\"" + alert.get("alert") + "\"");
    }
  }

  private static List<Use> uses() throws IOException {
    List<Use> all = new ArrayList<>();
    for (String kind : List.of("record", "alert")) {
      for (Map<?, ?> rule : rules(kind)) {
        String text = String.valueOf(rule.get("annotations"));
        all.add(
            new Use(
                RULES + " " + rule.get(kind),
                (String) rule.get("expr"),
                labels(ALERT_LABEL, text)));
      }
    }
    collect(new JsonObject(Files.readString(DASHBOARD)), "", all);
    assertThat(all).hasSizeGreaterThan(80);
    return all;
  }

  private static void collect(Object node, String title, List<Use> all) {
    if (node instanceof JsonArray array) {
      array.forEach(each -> collect(each, title, all));
    } else if (node instanceof JsonObject object) {
      String here = object.getValue("title") instanceof String text ? text : title;
      if (object.containsKey("expr")) {
        all.add(
            new Use(
                DASHBOARD + " " + here,
                object.getString("expr"),
                labels(LEGEND_LABEL, object.getString("legendFormat", ""))));
      }
      object.forEach(field -> collect(field.getValue(), here, all));
    }
  }

  /** By name, the labels that a recorded series is left with. */
  private static Map<String, Set<String>> recorded() {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Map<?, ?> rule : rules("record")) {
      Matcher by = Pattern.compile("by \\(([a-z_, ]+)\\)").matcher((String) rule.get("expr"));
      Set<String> labels = new TreeSet<>();
      if (by.find()) {
        labels.addAll(List.of(by.group(1).split(", *", -1)));
      }
      labels.remove("le");
      all.put((String) rule.get("record"), labels);
    }
    return all;
  }

  private static List<Map<?, ?>> rules(String kind) {
    List<Map<?, ?>> all = new ArrayList<>();
    try {
      Map<?, ?> file =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(RULES));
      for (Object group : (List<?>) file.get("groups")) {
        for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
          if (((Map<?, ?>) rule).containsKey(kind)) {
            all.add((Map<?, ?>) rule);
          }
        }
      }
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
    return all;
  }

  private static Set<String> labels(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
