package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.HoldStatus;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static final String ID = "01900000-0000-7000-8000-000000000001";

  private final List<InputFault> faults = new ArrayList<>();

  @Test
  void whatIsNotAskedForIsUsual() {
    Query query = read(params());
    assertThat(query).isEqualTo(Query.NONE);
    assertThat(query.limit()).isEqualTo(50);
    assertThat(faults).isEmpty();
  }

  @Test
  void everyParameterIsRead() {
    Query query =
        read(
            params(
                "limit",
                "200",
                "cursor",
                "c1",
                "at",
                "2026-11-01T00:00:00.5Z",
                "status",
                "partially_captured",
                "client_reference",
                "cl 1",
                "wallet_id",
                ID,
                "location_id",
                ID));
    assertThat(faults).isEmpty();
    assertThat(query.limit()).isEqualTo(200);
    assertThat(query.cursor()).contains("c1");
    assertThat(query.atMillis()).isEqualTo(1_793_491_200_500L);
    assertThat(query.status()).contains(HoldStatus.PARTIALLY_CAPTURED);
    assertThat(query.clientReference()).contains("cl 1");
    assertThat(query.walletId()).contains(UUID.fromString(ID));
    assertThat(query.locationId()).contains(UUID.fromString(ID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "201", "-1", "1.0", "ten", "+5", "99999999999"})
  void aLimitIsOneTo200(String limit) {
    read(params("limit", limit));
    assertThat(faults).containsExactly(InputFault.inQuery("limit", "must be 1 to 200"));
  }

  @Test
  void allFaultsComeAtOnce() {
    read(
        params(
            "limit",
            "x",
            "limit",
            "y",
            "cursor",
            "",
            "at",
            "yesterday",
            "status",
            "open",
            "wallet_id",
            "7",
            "page",
            "2"));
    assertThat(faults)
        .extracting(InputFault::at)
        .contains("limit", "cursor", "at", "status", "wallet_id", "page");
  }

  @Test
  void aParameterOfAnotherRouteIsAFault() {
    Query.read(params("at", "2026-11-01T00:00:00Z"), Set.of(Query.Parameter.LIMIT), faults::add);
    assertThat(faults)
        .containsExactly(InputFault.inQuery("at", "is not a parameter of this request"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-01",
        "2026-11-01T00:00Z",
        "2026-11-01T00:00:00",
        "2026-02-30T00:00:00Z",
        "2026-11-01T00:00:00.Z",
        "2026-11-01 00:00:00Z",
        "2026-11-01T24:00:01Z",
        "+12026-11-01T00:00:00Z",
        "2026-11-01T00:00:00+01:00:30"
      })
  void whatIsNotRfc3339IsNoTime(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }

  @Test
  void timesAreWrittenInUtcWithThreeDecimals() {
    assertThat(Timestamps.format(0)).isEqualTo("1970-01-01T00:00:00.000Z");
    assertThat(Timestamps.format(1_793_491_200_007L)).isEqualTo("2026-11-01T00:00:00.007Z");
    assertThat(Timestamps.format(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
    assertThat(Timestamps.parse("2026-11-01T02:00:00.0079+02:00")).hasValue(1_793_491_200_007L);
  }

  private Query read(MultiMap params) {
    // Several statuses go by one name; no route takes two.
    EnumSet<Query.Parameter> taken =
        EnumSet.complementOf(
            EnumSet.of(Query.Parameter.MEMBERSHIP_STATUS, Query.Parameter.DEPOSIT_STATUS));
    return Query.read(params, taken, faults::add);
  }

  private static MultiMap params(String... namesAndValues) {
    MultiMap params = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      params.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return params;
  }
}
