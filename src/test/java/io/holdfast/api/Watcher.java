package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.openapi.Conformity;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Somebody who watches how a service is, and holds every event against the document. */
final class Watcher implements AutoCloseable {
  private static final String PATH = "/v1/live";
  private static final JsonObject SCHEMA =
      Conformity.ofTheService().operations().stream()
          .filter(operation -> operation.id().equals("watchVitals"))
          .findFirst()
          .orElseThrow()
          .definition()
          .getJsonObject("responses")
          .getJsonObject("200")
          .getJsonObject("content")
          .getJsonObject("text/event-stream")
          .getJsonObject("x-events")
          .getJsonObject("vitals");

  private final Stream<String> lines;
  private final Thread thread = new Thread(this::read, "watcher");
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private volatile String broken;
  private volatile boolean over;

  private Watcher(HttpResponse<Stream<String>> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    this.lines = response.body();
    thread.start();
  }

  static Watcher begin(Client client) {
    return begin(client.request(PATH).timeout(Duration.ofMinutes(1)));
  }

  /** One that had seen this before. */
  static Watcher begin(Client client, String lastEventId) {
    return begin(client.request(PATH).header("Last-Event-ID", lastEventId));
  }

  private static Watcher begin(HttpRequest.Builder request) {
    try {
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      return new Watcher(http.send(request.build(), BodyHandlers.ofLines()));
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** What was told so far; each event as documented. */
  List<JsonObject> events() {
    assertThat(faults).isEmpty();
    return events;
  }

  List<String> ids() {
    return ids;
  }

  /** Waits for so many more events. */
  void sees(int more) {
    int enough = events.size() + more;
    TestServers.awaitUntil("more is told", () -> over || events().size() >= enough);
    assertThat(events.size()).isGreaterThanOrEqualTo(enough);
  }

  boolean isOver() {
    return over;
  }

  /** Waits for the end, which must be an orderly one. */
  void ends() {
    TestServers.awaitUntil("it is over", () -> over);
    assertThat(broken).isNull();
  }

  @Override
  public void close() {
    thread.interrupt();
    lines.close();
  }

  private void read() {
    try {
      Iterator<String> each = lines.iterator();
      while (each.hasNext()) {
        take(each.next());
      }
    } catch (RuntimeException failure) {
      broken = failure.toString();
    }
    over = true;
  }

  private void take(String line) {
    if (line.startsWith("id: ")) {
      ids.add(line.substring(4));
    } else if (line.startsWith("data: ")) {
      JsonObject event = new JsonObject(line.substring(6));
      faults.addAll(Conformity.ofTheService().faultsOf(SCHEMA, event));
      events.add(event);
    } else if (!line.isEmpty() && !line.equals("event: vitals") && !line.equals("retry: 1000")) {
      faults.add(line);
    }
  }
}
