package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
  private static final String POSTGRES = "postgresql://till:s3cr%40t@db.example:5432/wallets";

  @TempDir private Path cwd;

  @Test
  void withoutAnyUriItIsEmbeddedAndKeepsToItself() {
    Settings settings = load(Map.of());

    assertThat(settings.postgres().embedded()).isTrue();
    assertThat(settings.redis().embedded()).isTrue();
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.management().host()).isEqualTo("127.0.0.1");
    assertThat(settings.management().port()).isEqualTo(8081);
    assertThat(settings.adminKey()).contains("hf_dev_admin");
    assertThat(settings.demo()).isTrue();
    assertThat(settings.dataDir()).isEmpty();
    assertThat(settings.allowUnsafe()).isFalse();
    assertThat(settings.eventLoops())
        .isEqualTo(Math.min(Runtime.getRuntime().availableProcessors(), 256));
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void withAPostgresItServesTheNetworkWithoutADemoOrAKnownKey() {
    Settings settings = load(Map.of("HOLDFAST_POSTGRES_URI", POSTGRES));

    assertThat(settings.postgres().uri()).contains(POSTGRES);
    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.management().host()).isEqualTo("0.0.0.0");
    assertThat(settings.adminKey()).isEmpty();
    assertThat(settings.demo()).isFalse();
  }

  @Test
  void eachServerIsEmbeddedOrNotByItself() {
    Settings onlyRedisGiven = load(Map.of("HOLDFAST_REDIS_URI", "redis://cache:6379/2"));
    Settings onlyPostgresGiven = load(Map.of("HOLDFAST_POSTGRES_URI", POSTGRES));

    assertThat(onlyRedisGiven.postgres().embedded()).isTrue();
    assertThat(onlyRedisGiven.redis().embedded()).isFalse();
    assertThat(onlyRedisGiven.demo()).isTrue();
    assertThat(onlyPostgresGiven.postgres().embedded()).isFalse();
    assertThat(onlyPostgresGiven.redis().embedded()).isTrue();
  }

  @Test
  void everyVariableOfTheContractWorks() {
    Settings settings =
        load(
            Map.of(
                "HOLDFAST_HTTP_HOST", "10.0.0.5",
                "HOLDFAST_HTTP_PORT", "0",
                "HOLDFAST_MANAGEMENT_PORT", "9999",
                "HOLDFAST_POSTGRES_URI", POSTGRES,
                "HOLDFAST_REDIS_URI", "redis://a:7000, redis://b:7001,rediss://[::1]:7002",
                "HOLDFAST_DATA_DIR", "data",
                "HOLDFAST_ADMIN_KEY", "hf_live_1",
                "HOLDFAST_EVENT_LOOPS", "3",
                "HOLDFAST_DEMO", "true",
                "PATH", "/bin"));

    assertThat(settings.http().host()).isEqualTo("10.0.0.5");
    assertThat(settings.http().port()).isZero();
    assertThat(settings.management().port()).isEqualTo(9999);
    assertThat(settings.postgres().uri()).contains(POSTGRES);
    assertThat(settings.redis().uris())
        .containsExactly("redis://a:7000", "redis://b:7001", "rediss://[::1]:7002");
    assertThat(settings.dataDir()).contains(cwd.resolve("data"));
    assertThat(settings.adminKey()).contains("hf_live_1");
    assertThat(settings.eventLoops()).isEqualTo(3);
    assertThat(settings.demo()).isTrue();
  }

  @Test
  void anEmptyVariableIsTheSameAsNone() {
    Map<String, String> empty =
        Settings.knobs().stream().collect(Collectors.toMap(Knob::environmentName, knob -> ""));

    assertThat(load(empty)).isEqualTo(load(Map.of()));
  }

  @Test
  void theEnvironmentWinsOverTheFileAndTheFileOverTheDefault() {
    file("http: {port: 1000, max_connections: 77}\nredis: {uri: [redis://a, redis://b]}\n");
    Settings settings = load(Map.of("HOLDFAST_HTTP_PORT", "2000"));

    assertThat(settings.http().port()).isEqualTo(2000);
    assertThat(settings.http().maxConnections()).isEqualTo(77);
    assertThat(settings.http().idleTimeoutSeconds()).isEqualTo(60);
    assertThat(settings.redis().uris()).containsExactly("redis://a", "redis://b");
  }

  @Test
  void theFileNamedByTheEnvironmentIsReadInsteadOfTheUsualOne() throws IOException {
    file("http: {port: 1000}\n");
    Files.writeString(cwd.resolve("other.yaml"), "event_loops: 5\n");
    Settings settings = load(Map.of("HOLDFAST_CONFIG", "other.yaml"));

    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.eventLoops()).isEqualTo(5);
  }

  @Test
  void aFileThatIsNamedMustBeThere() {
    assertThat(faults(Map.of("HOLDFAST_CONFIG", "nowhere.yaml")))
        .singleElement()
        .asString()
        .contains("nowhere.yaml", "cannot be read");
  }

  @Test
  void anUnknownKeyIsRefusedByName() {
    file("http: {prot: 80}\nhttpp: {port: 80}\nlimits: 5\ndemoo:\n");

    assertThat(faults(Map.of()))
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).contains("http.prot", "is no key", "in http:", "port"),
            fault -> assertThat(fault).contains("httpp.port", "top level", "management", "demo"),
            fault -> assertThat(fault).contains("limits", "section", "rate_limit_per_second"),
            fault -> assertThat(fault).contains("demoo", "is no key"));
  }

  @Test
  void anUnknownVariableIsRefusedByName() {
    assertThat(faults(Map.of("HOLDFAST_HTTP_PROT", "80", "HOLDFAST_PORT", "80")))
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .startsWith("HOLDFAST_HTTP_PROT")
                    .contains("HOLDFAST_HTTP_PORT")
                    .doesNotContain("HOLDFAST_DEMO"),
            fault -> assertThat(fault).startsWith("HOLDFAST_PORT").contains("HOLDFAST_DEMO"));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_PORT, 65536, an integer from 0 to 65535",
    "HTTP_PORT, -1, an integer from 0 to 65535",
    "HTTP_PORT, 8080.0, an integer from 0 to 65535",
    "HTTP_PORT, 0x50, an integer from 0 to 65535",
    "HTTP_PORT, 99999999999999999999, an integer from 0 to 65535",
    "EVENT_LOOPS, many, an integer from 1 to 256",
    "DEMO, yes, true or false",
    "HTTP_HOST, a b, a host name or an address",
    "POSTGRES_URI, mysql://db/x, postgresql://user:password@host:port/database",
    "POSTGRES_URI, postgresql://db, postgresql://user:password@host:port/database",
    "REDIS_URI, 'redis://a:1,b:2', redis://host:port[/db]",
  })
  void aWrongValueIsRefusedWithWhatWasGivenAndWhatIsAllowed(
      String variable, String value, String allowed) {
    assertThat(faults(Map.of("HOLDFAST_" + variable, value)))
        .singleElement()
        .asString()
        .contains("HOLDFAST_" + variable, value, allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "http: {port: '8080'}, http.port",
    "http: {port: 8080.5}, http.port",
    "http: {port: true}, http.port",
    "http: {port: {a: 1}}, http.port",
    "http: {port: [1]}, http.port",
    "http: {host: 5}, http.host",
    "demo: 1, demo",
    "demo: 'true', demo",
    "admin_key: 12345, admin_key",
    "data_dir: 7, data_dir",
    "postgres: {uri: [postgresql://a/b]}, postgres.uri",
    "redis: {uri: {a: b}}, redis.uri",
  })
  void aWrongTypeInTheFileIsRefused(String yaml, String path) {
    file(yaml);

    assertThat(faults(Map.of())).singleElement().asString().startsWith(path + " is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http: [", "http: {port: 1, port: 2}", "- http", "!!java.io.File [x]"})
  void whatIsNoPlainYamlIsRefused(String text) {
    file(text);

    assertThat(faults(Map.of())).singleElement().asString().contains("holdfast.yaml");
  }

  @Test
  void allFaultsAreToldAtOnce() {
    file("http: {port: 70000, prot: 1}\n");

    ConfigurationException refused =
        refused(
            Map.of(
                "HOLDFAST_DEMO", "maybe",
                "HOLDFAST_EVENT_LOOPS", "0",
                "HOLDFAST_WHAT", "1"));

    assertThat(refused.faults()).hasSize(5);
    assertThat(refused).hasMessageContainingAll("http.port", "http.prot", "demo", "_WHAT");
  }

  @Test
  void valuesThatContradictEachOtherAreRefused() {
    assertThat(
            faults(
                Map.of(
                    "HOLDFAST_HTTP_PORT", "8081",
                    "HOLDFAST_HTTP_REQUEST_TIMEOUT_MILLIS", "400")))
        .satisfiesExactly(
            fault -> assertThat(fault).contains("management.port", "8081", "http.port"),
            fault -> assertThat(fault).contains("postgres.statement_timeout_millis", "400"),
            fault -> assertThat(fault).contains("redis.command_timeout_millis", "400"));
    assertThat(load(Map.of("HOLDFAST_HTTP_PORT", "0", "HOLDFAST_MANAGEMENT_PORT", "0")))
        .isNotNull();
  }

  @Test
  void theDescriptionHoldsEveryKnobOnOneLine() {
    List<String> paths =
        load(Map.of()).describe().lines().map(line -> line.replaceFirst(" =.*", "")).toList();

    assertThat(paths).isEqualTo(Settings.knobs().stream().map(Knob::path).toList());
  }

  @Test
  void nothingThatIsShownHoldsASecret() {
    Settings settings =
        load(
            Map.of(
                "HOLDFAST_POSTGRES_URI", "postgresql://till:hush@db/x?password=hush&a=b",
                "HOLDFAST_REDIS_URI", "redis://:hush@a:1,redis://u:hush@b:2",
                "HOLDFAST_ADMIN_KEY", "hush"));

    assertThat(settings.describe())
        .contains("postgres.uri = postgresql://till:***@db/x?password=***&a=b")
        .contains("redis.uri = redis://:***@a:1,redis://u:***@b:2")
        .contains("admin_key = ***");
    assertThat(settings + "" + settings.postgres() + settings.redis()).doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRES_URI, postgresql://till:hush@hush@db/x",
    "POSTGRES_URI, postgresql:/till:hush/hush@db/x",
    "POSTGRES_URI, postgresql://db?password=hush",
    "REDIS_URI, 'redis://:hush@a,redis//:hush@b'",
    "ADMIN_KEY, hush hush",
  })
  void noFaultTellsASecret(String variable, String value) {
    assertThat(faults(Map.of("HOLDFAST_" + variable, value)))
        .singleElement()
        .asString()
        .contains("HOLDFAST_" + variable)
        .doesNotContain("hush");
  }

  @Test
  void brokenYamlIsRefusedWithoutQuotingIt() {
    file("admin_key: hush: hush\n");

    assertThat(faults(Map.of()))
        .singleElement()
        .asString()
        .contains("line 1")
        .doesNotContain("hush");
  }

  @Test
  void aKnownAdminKeyOnAnOpenPortIsWarnedOf() {
    assertThat(load(Map.of("HOLDFAST_HTTP_HOST", "0.0.0.0")).warnings())
        .singleElement()
        .asString()
        .contains("HOLDFAST_ADMIN_KEY");
    assertThat(load(Map.of("HOLDFAST_HTTP_HOST", "0.0.0.0", "HOLDFAST_ADMIN_KEY", "x")).warnings())
        .isEmpty();
  }

  private Settings load(Map<String, String> environment) {
    return Settings.load(environment, cwd);
  }

  private ConfigurationException refused(Map<String, String> environment) {
    return catchThrowableOfType(ConfigurationException.class, () -> load(environment));
  }

  private List<String> faults(Map<String, String> environment) {
    return refused(environment).faults();
  }

  private void file(String yaml) {
    try {
      Path folder = Files.createDirectories(cwd.resolve("config"));
      Files.writeString(folder.resolve("holdfast.yaml"), yaml);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
