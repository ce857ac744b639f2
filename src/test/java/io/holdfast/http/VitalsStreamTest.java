package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.metrics.Metrics;
import io.holdfast.vitals.Pulse;
import io.holdfast.vitals.Traffic;
import io.holdfast.vitals.VitalSigns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream with a connection that does as it is told. */
class VitalsStreamTest {
  private static final int BUSINESS = 7;

  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics = new Metrics();
  private final List<String> written = new ArrayList<>();
  private final Pulse pulse =
      new Pulse(
          vertx,
          () -> "till-a:8080",
          new Pulse.Body(
              metrics,
              Set.of(),
              List.of(),
              () -> Future.succeededFuture(List.of()),
              () -> 1_000,
              business -> true));
  private final VitalsStream stream =
      new VitalsStream(
          pulse, new VitalsDocuments(pulse, null, null), BUSINESS, asker -> mayWatch());
  private boolean full;
  private boolean gone;
  private boolean over;
  private boolean ended;
  private boolean cutOff;
  private long number;

  @BeforeEach
  void watch() {
    assertThat(pulse.admit(BUSINESS)).isEqualTo(Pulse.Admission.TAKEN);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await();
    metrics.close();
  }

  @Test
  void whoReadsIsToldEverySecondForAQuarterOfAnHour() {
    start();
    for (int i = 0; i < 900; i++) {
      show();
    }
    assertThat(written).hasSize(1 + 900);
    assertThat(written.get(0)).isEqualTo(VitalsStream.RETRY);
    assertThat(written.get(900))
        .startsWith(
            "id: " + pulse.run() + "900\nevent: vitals\ndata: {\"instance\":\"till-a:8080\"")
        .endsWith("}\n\n");
    assertThat(ended).isFalse();
    show();
    assertThat(ended).isTrue();
    assertThat(cutOff).isFalse();
    placesAreFree();
  }

  @Test
  void aSlowReaderMissesWhatItDoesNotTakeAndIsNotCutOff() {
    start();
    full = true;
    for (int i = 0; i < VitalsStream.MISSED_MAX; i++) {
      show();
    }
    full = false;
    show();
    assertThat(written).hasSize(2);
    full = true;
    for (int i = 0; i < VitalsStream.MISSED_MAX; i++) {
      show();
    }
    assertThat(ended).isFalse();
  }

  @Test
  void whoTakesNothingForLongIsCutOff() {
    start();
    full = true;
    for (int i = 0; i <= VitalsStream.MISSED_MAX; i++) {
      show();
    }
    assertThat(cutOff).isTrue();
    assertThat(written).hasSize(1);
    placesAreFree();
  }

  @Test
  void whoMayNoMoreIsToldNothingMore() {
    start();
    show();
    over = true;
    show();
    assertThat(written).hasSize(2);
    assertThat(ended).isTrue();
    placesAreFree();
  }

  @Test
  void aCallerWhoIsGoneBeforeItBeginsTakesNoPlace() {
    gone = true;
    start();
    assertThat(written).isEmpty();
    placesAreFree();
  }

  @Test
  void onlyIdsOfThisProcessSayWhatWasSeen() {
    VitalsDocuments documents = new VitalsDocuments(pulse, null, null);
    assertThat(documents.seen(pulse.run() + "17")).isEqualTo(17);
    for (String other :
        new String[] {
          null, "", "17", pulse.run(), pulse.run() + "-1", pulse.run() + "9".repeat(20)
        }) {
      assertThat(documents.seen(other)).as("%s", other).isZero();
    }
  }

  /** As many as may come, come in: nobody is counted who is gone. */
  private void placesAreFree() {
    int taken = 0;
    while (pulse.admit(BUSINESS) == Pulse.Admission.TAKEN) {
      taken++;
    }
    assertThat(taken).isEqualTo(8);
  }

  private boolean mayWatch() {
    return !over;
  }

  private void start() {
    stream.start(vertx, request(), response());
  }

  private void show() {
    number++;
    stream.show(
        new VitalSigns(
            number,
            1_000,
            1_000,
            Traffic.between(metrics.read(route -> true), metrics.read(route -> true)),
            List.of(),
            List.of(),
            0));
  }

  private HttpServerRequest request() {
    HttpConnection connection =
        answering(
            HttpConnection.class,
            Map.of(
                "close",
                () -> {
                  cutOff = true;
                  return Future.succeededFuture();
                }));
    return answering(HttpServerRequest.class, Map.of("connection", () -> connection));
  }

  private HttpServerResponse response() {
    return answering(
        HttpServerResponse.class,
        Map.of(
            "writeQueueFull",
            () -> full,
            "closed",
            () -> gone,
            "ended",
            () -> ended,
            "end",
            () -> {
              ended = true;
              return Future.succeededFuture();
            }));
  }

  private interface Reaction {
    Object react();
  }

  /** One that reacts so, keeps what is written, and does nothing else. */
  private <T> T answering(Class<T> type, Map<String, Reaction> reactions) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("write")) {
                written.add(arguments[0].toString());
                return Future.succeededFuture();
              }
              Reaction reaction = reactions.get(method.getName());
              return reaction == null ? null : reaction.react();
            }));
  }
}
