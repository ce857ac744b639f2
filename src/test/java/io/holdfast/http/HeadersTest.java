package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  @Test
  void aQuotedKeyIsTheSameAsABareOne() {
    assertThat(IdempotencyKeys.parse("k-1")).isEqualTo("k-1");
    assertThat(IdempotencyKeys.parse("\"k-1\"")).isEqualTo("k-1");
    assertThat(IdempotencyKeys.parse("\"a\\\"b\\\\c\"")).isEqualTo("a\"b\\c");
    assertThat(IdempotencyKeys.parse("a\"b\\c")).isEqualTo("a\"b\\c");
    assertThat(IdempotencyKeys.parse("k".repeat(255))).hasSize(255);
    assertThat(IdempotencyKeys.parse("\"" + "k".repeat(255) + "\"")).hasSize(255);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"a", "\"a\"b\"", "\"a\\\"", "\"a\\b\"", "\"a\";x=1"})
  void aKeyWithQuotesThatAreNoStringIsTakenAsItStands(String value) {
    assertThat(IdempotencyKeys.parse(value)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "a b", "a\tb", "é", "\"a b\""})
  void aMalformedKeyIsNone(String value) {
    assertThat(IdempotencyKeys.parse(value)).isNull();
  }

  @Test
  void aKeyIsNeverCut() {
    assertThat(IdempotencyKeys.parse("k".repeat(256))).isNull();
    assertThat(IdempotencyKeys.parse("\"" + "k".repeat(256) + "\"")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json; charset=\"utf-8\""
      })
  void jsonInUtf8IsTaken(String contentType) {
    assertThat(Headers.isJson(contentType)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "text/json",
        "application/json; charset=latin1",
        "application/jsonp",
        "application/problem+json",
        "application/json, text/plain"
      })
  void nothingElseIs(String contentType) {
    assertThat(Headers.isJson(contentType)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Bearer abc,abc", "bearer abc,abc", "Bearer  abc ,abc"})
  void aBearerTokenIsTheSecret(String header, String secret) {
    assertThat(Headers.bearer(header)).isEqualTo(secret);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "abc"})
  void anythingElseIsNoSecret(String header) {
    assertThat(Headers.bearer(header)).isNull();
  }

  @Test
  void aCallersRequestIdIsKeptIfItIsVisibleAscii() {
    assertThat(Traces.requestId("req-1")).isEqualTo("req-1");
    assertThat(Traces.requestId("r".repeat(128))).hasSize(128);
    for (String unfit : new String[] {null, "", "a b", "r".repeat(129), "é"}) {
      assertThat(Traces.requestId(unfit)).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void aTraceGoesOnUnderANewSpan() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String answer = Traces.answer("00-" + trace + "-b7ad6b7169203331-01");
    assertThat(answer).matches("00-" + trace + "-[0-9a-f]{16}-01");
    assertThat(answer).doesNotContain("b7ad6b7169203331");
    assertThat(Traces.answer("01-" + trace + "-b7ad6b7169203331-01-more"))
        .startsWith("00-" + trace);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
      })
  void aMalformedTraceIsNotTakenUp(String header) {
    assertThat(Traces.answer(header)).isNull();
  }
}
