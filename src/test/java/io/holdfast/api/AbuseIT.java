package io.holdfast.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers that mean no good, or are broken: nobody else notices, and nothing of them stays. */
final class AbuseIT {
  private static final int REQUEST_TIMEOUT_MILLIS = 1_000;
  private static final int IDLE_SECONDS = 2;
  private static final int MAX_CONNECTIONS = 400;

  /** For the service itself, where the limit does not allow for more. */
  private static final int SPARE_DESCRIPTORS = 500;

  private static final Duration CUT = Duration.ofSeconds(IDLE_SECONDS + 3);

  /* Far above what a sale takes, far below what it would take behind one of those callers. */
  private static final Duration SOON = Duration.ofMillis(900);

  private static TestService service;
  private final Shop shop = Shop.open(service);
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    service =
        TestService.start(
            TestService.shared().servers(),
            Map.of(
                "HOLDFAST_HTTP_REQUEST_TIMEOUT_MILLIS", "" + REQUEST_TIMEOUT_MILLIS,
                "HOLDFAST_HTTP_IDLE_TIMEOUT_SECONDS", "" + IDLE_SECONDS,
                "HOLDFAST_HTTP_MAX_CONNECTIONS", "" + MAX_CONNECTIONS,
                "HOLDFAST_HTTP_MAX_IN_FLIGHT_PER_LOOP", "32",
                "HOLDFAST_POSTGRES_STATEMENT_TIMEOUT_MILLIS", "900"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void warmUp() {
    shop.wallet(1);
  }

  @Test
  void headersThatDribbleAreCutAlthoughTheyGoOn() throws Exception {
    try (Bystander till = Bystander.begin(shop)) {
      open(200, "POST /v1/debits HTTP/1.1\r\nHost: a\r\nX-Slow: ");

      Deadline.within(CUT, () -> assertThat(dribble("a")).isEmpty());

      till.wasNotDisturbed(SOON);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 60000, a",
    "Transfer-Encoding: chunked, '1\r\na\r\n'",
  })
  void bodiesThatDribbleTakeNoPlaceFromOthersAndAreCut(String header, String piece)
      throws Exception {
    try (Bystander till = Bystander.begin(shop)) {
      // Three times as many as may be worked on at a time.
      open(200, Sockets.head("/v1/debits", shop.secret(), header));
      Socket watched = sockets.remove(0);

      Deadline.within(CUT, () -> assertThat(dribble(piece)).isEmpty());

      till.wasNotDisturbed(SOON);
      assertThat(firstLine(watched)).isEqualTo("HTTP/1.1 503 Service Unavailable");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/debits, true, Transfer-Encoding: chunked, 413",
    "/v1/debits, true, Content-Length: 99999999999, 413",
    "/v1/debits, false, Transfer-Encoding: chunked, 401",
    "/v1/debits, false, Content-Length: 99999999999, 401",
    "/v1/nowhere, true, Transfer-Encoding: chunked, 404",
    "/v1/nowhere, true, Content-Length: 99999999999, 404",
  })
  void bodiesThatNeverEndAreAnsweredAndCut(String path, boolean known, String header, String status)
      throws Exception {
    try (Bystander till = Bystander.begin(shop)) {
      open(1, Sockets.head(path, known ? shop.secret() : "hf_unknown", header));
      byte[] piece = ("2000\r\n" + "x".repeat(8192) + "\r\n").getBytes(ISO_8859_1);
      Socket socket = sockets.get(0);
      long sent = 0;
      long since = System.nanoTime();
      try {
        while (System.nanoTime() - since < CUT.toNanos()) {
          socket.getOutputStream().write(piece);
          sent += piece.length;
        }
        throw new AssertionError("still reading after " + sent + " bytes");
      } catch (IOException cut) {
        // What is on the way in the system's buffers comes on top of the megabyte that is read.
        assertThat(sent).isLessThan(16 << 20);
      }
      till.wasNotDisturbed(SOON);
    }
    open(1, Sockets.head(path, known ? shop.secret() : "hf_unknown", header) + "1\r\nx\r\n");
    boolean answeredAtOnce = !status.equals("413") || header.startsWith("Content");
    if (answeredAtOnce) {
      assertThat(firstLine(sockets.get(1))).startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void whoNeverReadsIsNotServedOn() throws Exception {
    double before = served("getOpenApi");
    byte[] few = "GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(40).getBytes(ISO_8859_1);
    try (Bystander till = Bystander.begin(shop)) {
      open(4, "");
      for (int i = 0; i < 60; i++) {
        for (Socket socket : sockets) {
          write(socket, few);
        }
        served("getOpenApi"); // A moment, in which what was sent would be served.
      }
      till.wasNotDisturbed(SOON);
    }
    // What fits into the system's buffers, and no more.
    assertThat(served("getOpenApi") - before).isLessThan(4 * 400);
    Deadline.within(CUT, () -> assertThat(openConnections()).isLessThan(4));
  }

  @Test
  void whoPipelinesAndReadsGetsAnAnswerForEach() throws Exception {
    String wallet = shop.wallet(1_000);
    StringBuilder flood = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      String body = Shop.move(wallet, 1).encode();
      flood.append(
          Sockets.post("/v1/debits", shop.secret(), body, i < 999 ? "A: b" : "Connection: close"));
    }
    String answers = Sockets.answer(service.apiPort(), flood.toString());

    assertThat(answers.split("HTTP/1.1 201 Created", -1)).hasSize(1_001);
    Matcher after = Pattern.compile("\"balance_after\":(\\d+)").matcher(answers);
    for (long expected = 999; expected >= 0; expected--) {
      assertThat(after.find()).isTrue();
      assertThat(Long.parseLong(after.group(1))).isEqualTo(expected);
    }
  }

  @Test
  void aFloodOfPipelinedRequestsIsBorne() throws Exception {
    String request = Sockets.post("/v1/debits", shop.secret(), "{}", "A: b");
    try (Bystander till = Bystander.begin(shop)) {
      open(4, request.repeat(5_000));
      Deadline.within(CUT, () -> assertThat(dribble("")).isEmpty());
      till.wasNotDisturbed(SOON);
    }
  }

  @Test
  void connectionsThatSendNothingMakeRoomForOthers() throws Exception {
    try (Bystander till = Bystander.begin(shop)) {
      for (int i = 0; i < 3 * MAX_CONNECTIONS / 100; i++) {
        open(100, "");
        till.sells(2);
      }
      assertThat(openConnections()).isLessThanOrEqualTo(MAX_CONNECTIONS + 2);
      Deadline.within(CUT, () -> assertThat(dribble("")).isEmpty());
      till.wasNotDisturbed(SOON);
    }
  }

  @Test
  void aCallerWhoHangsUpInTheMiddleLeavesNothing() throws Exception {
    String wallet = shop.wallet(100);
    String body = Shop.move(wallet, 1).encode();
    String whole = Sockets.post("/v1/debits", shop.secret(), body, "A: b");
    try (Bystander till = Bystander.begin(shop)) {
      for (int end = 1; end < whole.length(); end += 7) {
        open(1, whole.substring(0, end));
        Socket socket = sockets.remove(0);
        if (end % 2 == 0) {
          socket.shutdownOutput(); // Half closed: it could still read.
          assertThat(firstLine(socket)).isIn("", "HTTP/1.1 400 Bad Request");
        } else {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      }
      till.wasNotDisturbed(SOON);
    }
    assertThat(shop.balance(wallet)).isEqualTo(100);
  }

  @Test
  void tenThousandIdleConnectionsDisturbNobodyAndComeBack() throws Exception {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getOpenFileDescriptorCount();
    // The other ends are another process's.
    int allowed = (int) (system.getMaxFileDescriptorCount() - before - SPARE_DESCRIPTORS);
    int count = Math.min(10_000, allowed);
    System.out.println("idle connections: " + count + ", as many as descriptors allow: " + allowed);
    Map<String, String> patient = Map.of("HOLDFAST_HTTP_MAX_CONNECTIONS", "11000");
    try (TestService roomy = TestService.start(service.servers(), patient)) {
      Shop there = Shop.open(roomy);
      there.wallet(1);
      try (Crowd crowd = Crowd.gather(roomy.apiPort(), count);
          Bystander till = Bystander.begin(there)) {
        // The last ones may still wait to be accepted.
        Deadline.within(
            CUT, () -> assertThat(openConnections(roomy)).isGreaterThanOrEqualTo(count));
        till.sells(200);
        till.wasNotDisturbed(SOON);
        assertThat(crowd.closed()).isZero();
      }
      Deadline.within(CUT, () -> assertThat(openConnections(roomy)).isLessThan(10));
    }
    Deadline.within(
        CUT, () -> assertThat(system.getOpenFileDescriptorCount()).isLessThan(before + 1_000));
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
    if (service != null) {
      Deadline.within(CUT, () -> assertThat(openConnections()).isLessThan(10));
    }
  }

  private void open(int port, int count, String first) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(5_000);
      sockets.add(socket);
      byte[] bytes = first.getBytes(ISO_8859_1);
      if (bytes.length > 100_000) {
        Thread writer = new Thread(() -> write(socket, bytes), "flood");
        writer.setDaemon(true);
        writer.start();
      } else {
        socket.getOutputStream().write(bytes);
      }
    }
  }

  private void open(int count, String first) throws IOException {
    open(service.apiPort(), count, first);
  }

  /** Sends a piece on every connection that is open; those that were, and still are. */
  private List<Socket> dribble(String piece) {
    sockets.removeIf(socket -> !write(socket, piece.getBytes(ISO_8859_1)) || wasClosed(socket));
    return sockets;
  }

  private static boolean write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Whether the service has closed it; what it answered is read away. */
  private static boolean wasClosed(Socket socket) {
    try {
      socket.setSoTimeout(1);
      byte[] answers = new byte[65_536];
      return socket.getInputStream().read(answers) < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    StringBuilder line = new StringBuilder();
    try {
      for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
        line.append((char) c);
        c = socket.getInputStream().read();
      }
    } catch (SocketException reset) {
      return "";
    }
    return line.toString();
  }

  private static double served(String route) {
    return metric(service, "holdfast_http_requests_total{route=\"" + route + "\"");
  }

  private static double openConnections() {
    return openConnections(service);
  }

  private static double openConnections(TestService of) {
    return metric(of, "holdfast_connections_open");
  }

  private static double metric(TestService of, String prefix) {
    return scrape(of)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String scrape(TestService of) {
    return Sockets.answer(
        of.managementPort(), "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  }
}
