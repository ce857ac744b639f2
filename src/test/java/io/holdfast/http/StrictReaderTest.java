package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictReaderTest {
  private static final String ID = "01900000-0000-7000-8000-000000000001";
  private static final String MONEY =
      "\"wallet_id\": \"" + ID + "\", \"amount\": 5, \"currency\": \"USD\"";

  @Test
  void everyFieldOfASaleIsRead() {
    Fields fields =
        read(
            "createAuthorization",
            "{"
                + MONEY
                + ", \"location_id\": \""
                + ID
                + "\", \"reference\": \"sale 🎂\","
                + " \"allow_partial\": true, \"expires_in\": 60,"
                + " \"metadata\": {\"b\": \"2\", \"a\": \"\\\"1\\\"\"}}");

    assertThat(fields.faults()).isEmpty();
    assertThat(fields.uuid(Field.WALLET_ID)).isEqualTo(UUID.fromString(ID));
    assertThat(fields.number(Field.AMOUNT, 0)).isEqualTo(5);
    assertThat(fields.text(Field.CURRENCY)).isEqualTo("USD");
    assertThat(fields.uuid(Field.LOCATION_ID)).isEqualTo(UUID.fromString(ID));
    assertThat(fields.text(Field.REFERENCE)).isEqualTo("sale 🎂");
    assertThat(fields.flag(Field.ALLOW_PARTIAL)).isTrue();
    assertThat(fields.number(Field.EXPIRES_IN, 0)).isEqualTo(60);
    assertThat(fields.metadata().text()).isEqualTo("{\"b\":\"2\",\"a\":\"\\\"1\\\"\"}");
    assertThat(fields.metadata().entries().firstKey()).isEqualTo("a");
  }

  @Test
  void nullForAnOptionalFieldIsTheSameAsLeavingItOut() {
    Fields fields =
        read(
            "createCredit",
            "{"
                + MONEY
                + ", \"type\": null, \"reference\": null, \"location_id\": null,"
                + " \"note\": null, \"metadata\": null}");

    assertThat(fields.faults()).isEmpty();
    assertThat(fields.text(Field.CREDIT_TYPE)).isEqualTo("deposit");
    assertThat(fields.has(Field.REFERENCE)).isFalse();
    assertThat(fields.metadata()).isNull();
  }

  @Test
  void whatAnAbsentFieldMeansIsPutInItsPlace() {
    assertThat(read("captureAuthorization", "{}").flag(Field.FINAL)).isTrue();
    assertThat(read("captureAuthorization", "{\"final\": false}").flag(Field.FINAL)).isFalse();
    assertThat(read("createDebit", "{" + MONEY + "}").flag(Field.ALLOW_PARTIAL)).isFalse();
    assertThat(read("captureAuthorization", "{}").number(Field.AMOUNT, 0)).isZero();
  }

  @Test
  void emptyMetadataIsNoMetadata() {
    Fields fields = read("createDebit", "{" + MONEY + ", \"metadata\": {}}");
    assertThat(fields.faults()).isEmpty();
    assertThat(fields.metadata()).isNull();
  }

  @Test
  void theFieldsOfTheClientAreReadFromWithin() {
    Fields fields =
        read(
            "createWallet",
            "{\"currency\": \"JPY\", \"client\": {\"name\": \"Ada\", \"reference\": \"cl_1\"}}");
    assertThat(fields.faults()).isEmpty();
    assertThat(fields.text(Field.CLIENT_REFERENCE)).isEqualTo("cl_1");
    assertThat(fields.text(Field.CLIENT_NAME)).isEqualTo("Ada");
  }

  @Test
  void textsAreCountedInCodePoints() {
    String full = "🎂".repeat(100);
    assertThat(read("createDebit", "{" + MONEY + ", \"reference\": \"" + full + "\"}").faults())
        .isEmpty();
    assertThat(faults("createDebit", "{" + MONEY + ", \"reference\": \"" + full + "x\"}"))
        .containsExactly("/reference must have at most 100 characters");
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("", " must be a JSON object"),
        arguments("[]", " must be a JSON object"),
        arguments("\"x\"", " must be a JSON object"),
        arguments("null", " must be a JSON object"),
        arguments("{", " must be well-formed JSON; it breaks at byte 1"),
        arguments("{'a': 1}", " must be well-formed JSON; it breaks at byte 1"),
        arguments("{\"a\": 01}", " must be well-formed JSON; it breaks at byte 7"),
        arguments("{\"a\": \"\u0001\"}", " must be well-formed JSON; it breaks at byte 7"),
        arguments("{/* no */}", " must be well-formed JSON; it breaks at byte 1"),
        arguments("{" + MONEY + "} x", null),
        arguments("{\"\\ud800\": 1}", null),
        arguments("{" + MONEY + "}{}", " must end after its object"),
        arguments("{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}", null));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBodyThatIsNotOneObjectHasOneFault(String body, String fault) {
    List<String> faults = faults("createDebit", body);
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0)).startsWith(" must ");
    if (fault != null) {
      assertThat(faults.get(0)).isEqualTo(fault);
    }
  }

  @Test
  void faultsOutsideTheBodyAreAddedToABrokenBodys() {
    Fields fields = read("createDebit", "{");
    fields.reject(InputFault.inHeader("Idempotency-Key", "must be there once"));
    assertThat(fields.faults()).hasSize(2);
  }

  static Stream<Arguments> faulty() {
    return Stream.of(
        arguments("{}", "/wallet_id is required|/amount is required|/currency is required"),
        arguments("{" + MONEY + ", \"tip\": {\"a\": [1]}}", "/tip is not a field of this request"),
        arguments("{" + MONEY + ", \"a/~\": 1}", "/a~1~0 is not a field of this request"),
        arguments("{" + MONEY + ", \"amount\": 5}", "/amount must not be there twice"),
        arguments(
            money("null", "null", "\"USD\""),
            "/wallet_id must not be null|/amount must not be null"),
        arguments(money("7", "5", "\"USD\""), "/wallet_id must be a string"),
        arguments(money("\"7\"", "5", "\"USD\""), "/wallet_id must be a UUID"),
        arguments(money("\"0-0-0-0-0\"", "5", "\"USD\""), "/wallet_id must be a UUID"),
        arguments(money(null, "1.0", "\"USD\""), "/amount must be an integer of minor units"),
        arguments(money(null, "1e3", "\"USD\""), "/amount must be an integer of minor units"),
        arguments(money(null, "\"5\"", "\"USD\""), "/amount must be an integer of minor units"),
        arguments(money(null, "true", "\"USD\""), "/amount must be an integer of minor units"),
        arguments(
            money(null, "{\"a\": 5}", "\"USD\""), "/amount must be an integer of minor units"),
        arguments(money(null, "5", "\"usd\""), "/currency must be an ISO 4217 code"),
        arguments(money(null, "5", "\"XAU\""), "/currency must be an ISO 4217 code"),
        arguments(money(null, "5", "[\"USD\"]"), "/currency must be a string"),
        arguments(
            "{" + MONEY + ", \"reference\": \"a\\u0000b\"}",
            "/reference must not contain control characters"),
        arguments(
            "{" + MONEY + ", \"reference\": \"a\u0085b\"}",
            "/reference must not contain control characters"),
        arguments(
            "{" + MONEY + ", \"reference\": \"\\udc00\\ud800\"}",
            "/reference must not contain unpaired surrogates"),
        arguments("{" + MONEY + ", \"allow_partial\": 1}", "/allow_partial must be true or false"),
        arguments("{" + MONEY + ", \"expires_in\": 0}", "/expires_in must be 1 to 2678400"),
        arguments("{" + MONEY + ", \"expires_in\": 2678401}", "/expires_in must be 1 to 2678400"),
        arguments("{" + MONEY + ", \"expires_in\": 1.5}", "/expires_in must be an integer"),
        arguments("{" + MONEY + ", \"metadata\": []}", "/metadata must be an object of strings"),
        arguments(
            "{"
                + MONEY
                + ", \"metadata\": {\"a\": 1, \"b\": null, \"c\": {\"d\": 1}, \"e\": \"\"}}",
            "/metadata/a must be a string|/metadata/b must be a string"
                + "|/metadata/c must be a string"),
        arguments(
            "{" + MONEY + ", \"metadata\": {\"a\": \"1\", \"a\": \"1\"}}",
            "/metadata/a must not be there twice"),
        arguments(
            "{" + MONEY + ", \"metadata\": {\"\": \"1\"}}",
            "/metadata/ has a key that must not be empty"));
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void everyFaultIsNamedWithItsPlace(String body, String faults) {
    assertThat(String.join("|", faults("createAuthorization", body))).isEqualTo(faults);
  }

  @Test
  void allFaultsOfABodyComeAtOnce() {
    assertThat(
            faults(
                "createWallet",
                "{\"client\": {\"reference\": \"\", \"name\": 7, \"x\": 1}, \"credit_limit\": -1,"
                    + " \"y\": 2}"))
        .containsExactly(
            "/client/reference must not be empty",
            "/client/name must be a string",
            "/client/x is not a field of this request",
            "/credit_limit must be 0 to 9007199254740991",
            "/y is not a field of this request",
            "/currency is required");
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void anIntegerThatCannotBeMovedIsOutOfRange(String amount) {
    Fields fields = read("createDebit", money(null, amount, "\"USD\""));
    assertThat(fields.faults()).singleElement().satisfies(f -> assertThat(f.ofRange()).isTrue());
    assertThat(Problem.invalid(fields.faults()).code()).isEqualTo(ProblemCode.AMOUNT_OUT_OF_RANGE);
    Fields mixed = read("createDebit", money(null, amount, "\"???\""));
    assertThat(Problem.invalid(mixed.faults()).code()).isEqualTo(ProblemCode.INVALID_REQUEST);
    assertThat(mixed.faults()).hasSize(2);
  }

  static Stream<String> outOfRange() {
    return Stream.of("0", "-0", "-1", "9007199254740992", "9".repeat(19), "-" + "9".repeat(5_000));
  }

  @Test
  void aCorrectionHasASignAndIsNotZero() {
    for (String good : List.of("-1", "1", "9007199254740991", "-9007199254740991")) {
      Fields fields = read("createAdjustment", money(null, good, "\"USD\""));
      assertThat(fields.faults()).isEmpty();
      assertThat(fields.number(Field.CORRECTION, 0)).isEqualTo(Long.parseLong(good));
    }
    for (String bad : List.of("0", "-9007199254740992", "9007199254740992")) {
      assertThat(read("createAdjustment", money(null, bad, "\"USD\"")).faults()).hasSize(1);
    }
  }

  @Test
  void metadataHasItsLimits() {
    assertThat(read("createDebit", withMetadata(20, 40, 500)).faults()).isEmpty();
    assertThat(faults("createDebit", withMetadata(21, 40, 500)))
        .containsExactly("/metadata must have at most 20 entries");
    assertThat(faults("createDebit", withMetadata(1, 41, 500)).get(0))
        .endsWith("has a key that must have at most 40 characters");
    assertThat(faults("createDebit", withMetadata(1, 40, 501)).get(0))
        .endsWith("must have at most 500 characters");
  }

  @Test
  void permissionsAreAListOfDifferentKnownOnes() {
    String good = "{\"name\": \"till\", \"permissions\": [\"gateway\", \"checkout\"]}";
    assertThat(read("createApiKey", good).choices(Field.PERMISSIONS))
        .containsExactly("gateway", "checkout");
    assertThat(faults("createApiKey", "{\"name\": \"till\", \"permissions\": []}"))
        .containsExactly("/permissions must not be empty");
    assertThat(
            faults(
                "createApiKey",
                "{\"name\": \"till\", \"permissions\": [\"admin\", 1, \"admin\", [\"admin\"]],"
                    + " \"expires_at\": \"soon\"}"))
        .containsExactly(
            "/permissions/1 must be one of admin, checkout, adjust_balances, view_reports, gateway",
            "/permissions/2 must not be there twice",
            "/permissions/3 must be one of admin, checkout, adjust_balances, view_reports, gateway",
            "/expires_at must be an RFC 3339 time");
  }

  @Test
  void onlyStrictUtf8IsRead() {
    String body = "{" + MONEY + ", \"reference\": \"é\"}";
    assertThat(StrictReader.read(form("createDebit"), body.getBytes(StandardCharsets.UTF_8)))
        .satisfies(fields -> assertThat(fields.faults()).isEmpty());
    for (byte[] bytes :
        List.of(
            body.getBytes(StandardCharsets.ISO_8859_1),
            body.getBytes(StandardCharsets.UTF_16LE),
            body.getBytes(StandardCharsets.UTF_16),
            new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
            new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'})) {
      assertThat(StrictReader.read(form("createDebit"), bytes).faults())
          .containsExactly(InputFault.inBody("", "must be UTF-8"));
    }
  }

  @Test
  void aBodyFullOfFaultsIsAnsweredInProportion() {
    String junk =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"f" + i + "\":1")
            .collect(Collectors.joining(","));
    assertThat(read("createDebit", "{" + junk + "}").faults()).hasSize(Fields.FAULTS_MAX);
  }

  private static String money(String walletId, String amount, String currency) {
    return "{\"wallet_id\": "
        + (walletId == null ? "\"" + ID + "\"" : walletId)
        + ", \"amount\": "
        + amount
        + ", \"currency\": "
        + currency
        + "}";
  }

  private static String withMetadata(int entries, int keyLength, int valueLength) {
    return IntStream.range(0, entries)
        .mapToObj(i -> Integer.toString(i + 100))
        .map(i -> "\"" + i + "k".repeat(keyLength - 3) + "\":\"" + "é".repeat(valueLength) + "\"")
        .collect(Collectors.joining(",", "{" + MONEY + ", \"metadata\": {", "}}"));
  }

  private static List<String> faults(String operationId, String body) {
    return read(operationId, body).faults().stream().map(f -> f.at() + " " + f.detail()).toList();
  }

  private static Fields read(String operationId, String body) {
    return StrictReader.read(form(operationId), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Form form(String operationId) {
    return Routes.table().stream()
        .filter(route -> route.operationId().equals(operationId))
        .findFirst()
        .orElseThrow()
        .form();
  }
}
