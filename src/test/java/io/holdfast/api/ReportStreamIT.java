package io.holdfast.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.TestServers;
import io.holdfast.embedded.EmbeddedServers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A report that is longer than anybody wants to hold, and readers who are slow, leave, or are many.
 */
final class ReportStreamIT {
  private static final int ROWS = 300_000;
  private static final int SMALL_WINDOW = 32 * 1024;
  private static final long LOOK_EVERY = 15_000_000;
  private static final String HOLDS = "/v1/reports/holds";
  private static final String SESSIONS =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'holdfast-report'";

  private static EmbeddedServers servers;
  private static TestService service;
  private static String secret;

  @BeforeAll
  static void start() {
    servers = TestService.startServers();
    service =
        TestService.start(
            servers, Map.of("HOLDFAST_REPORTS_MAX_CONCURRENT", "2", "HOLDFAST_EVENT_LOOPS", "1"));
    Shop shop = Shop.open(service);
    secret = shop.secret();
    String wallet = shop.wallet(0);
    // In one statement, or the auditor might look in between.
    service.sql(
        "WITH posted AS (INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint,"
            + " amount, held_change, balance_after, held_after, available_after, debit_account,"
            + " credit_account, reference, created_at)"
            + " SELECT w.number, w.version + i, 7, gen_random_uuid(), 0, 1, 0, i, 0, i, h, w.number,"
            + " 'sale-' || i, w.changed_at + i * interval '1 millisecond'"
            + " FROM wallets w, house_account(w.business, 0, 0::smallint, 'USD', 'cash_clearing') h,"
            + " generate_series(1, ?) i WHERE w.id = ? RETURNING wallet)"
            + " UPDATE wallets SET balance = ?, version = version + ?"
            + " WHERE number = (SELECT min(wallet) FROM posted)",
        ROWS,
        UUID.fromString(wallet),
        ROWS,
        ROWS);
  }

  @AfterAll
  static void stop() {
    service.close();
    servers.close();
  }

  /** Some 70 MB go by, and the heap that is in use does not grow by a tenth of that. */
  @Test
  void aLongReportIsWholeAndNeverInMemory() throws IOException {
    long before = heapInUse();
    try (Reader reader = new Reader("/v1/reports/deposits", "")) {
      String last = "";
      long length = 0;
      long looked = 0;
      for (String chunk = reader.chunk(); !chunk.isEmpty(); chunk = reader.chunk()) {
        assertThat(chunk.length()).isLessThan(256 * 1024);
        length += chunk.length();
        last = chunk;
        if (length - looked > LOOK_EVERY) {
          looked = length;
          assertThat(heapInUse() - before).isLessThan(LOOK_EVERY / 2);
        }
      }
      assertThat(length).isGreaterThan(4 * LOOK_EVERY);
      assertThat(last)
          .endsWith(
              "\"totals\":{\"rows\":%d,\"currencies\":[{\"currency\":\"USD\",\"amount\":%d}]}}"
                  .formatted(ROWS, ROWS));
    }
    awaitNoSession();
  }

  /** What is not read is neither made nor fetched: PostgreSQL's session stands still. */
  @Test
  void aSlowReaderLetsTheRowsWaitInPostgres() throws IOException {
    try (Reader reader = new Reader("/v1/reports/deposits", "")) {
      reader.chunk();
      TestServers.awaitUntil("nothing moves", () -> standsStill());
      assertThat(
              service.sql(
                  "SELECT query FROM pg_stat_activity WHERE application_name = 'holdfast-report'"))
          .asString()
          .contains("report_slices");
      // Fewer than a tenth of all rows can be on the way in sockets and one buffer.
      assertThat(readRest(reader)).isGreaterThan(ROWS * 100L * 9 / 10);
    }
    awaitNoSession();
  }

  @Test
  void aReaderWhoLeavesFreesTheSessionAtOnce() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (Reader reader = new Reader("/v1/reports/deposits", "Accept: text/csv\r\n")) {
        assertThat(reader.chunk()).startsWith("date,transaction_id,reference,");
      }
      awaitNoSession();
    }
  }

  @Test
  void aReaderWhoLeavesBeforeTheFirstRowFreesTheSessionToo() throws Exception {
    try (Connection owner = locked()) {
      try (Socket socket = ask(service.apiPort(), HOLDS, "HTTP/1.1", "")) {
        TestServers.awaitUntil("the report waits", () -> sessions() == 1);
        assertThat(socket.getInputStream().available()).isZero();
      }
      awaitNoSession();
      owner.rollback();
    }
  }

  /** A statement that works for long is silent for long, and no time-out of silence is its end. */
  @Test
  void aReportWhoseFirstRowIsLateIsWaitedFor() throws Exception {
    Map<String, String> impatient =
        Map.of(
            "HOLDFAST_HTTP_IDLE_TIMEOUT_SECONDS", "2",
            "HOLDFAST_HTTP_REQUEST_TIMEOUT_MILLIS", "1000",
            "HOLDFAST_POSTGRES_STATEMENT_TIMEOUT_MILLIS", "900");
    TestService another = TestService.start(servers, impatient);
    try (Connection owner = locked();
        Socket socket = ask(another.apiPort(), HOLDS, "HTTP/1.1", "Connection: close\r\n")) {
      owner.createStatement().execute("SELECT pg_sleep(4)");
      owner.rollback();
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("\r\n0\r\n\r\n");
    } finally {
      another.close();
    }
  }

  @Test
  void aReportThatIsOutOfTimeIsAnsweredOrCut() throws Exception {
    TestService another =
        TestService.start(servers, Map.of("HOLDFAST_REPORTS_TIMEOUT_SECONDS", "1"));
    try (Connection owner = locked()) {
      another.client(secret).get(HOLDS).problem(503, "unavailable");
      owner.rollback();
      try (Reader reader = new Reader(another.apiPort(), "/v1/reports/deposits", "")) {
        reader.chunk();
        awaitNoSession(); // although nobody reads
        assertCut(reader);
      }
    } finally {
      another.close();
    }
  }

  /** In HTTP/1.0 the end of the connection is the end of the answer, whole or not. */
  @Test
  void whoCouldNotTellAPartFromTheWholeIsRefused() throws IOException {
    try (Socket socket = ask(service.apiPort(), HOLDS, "HTTP/1.0", "")) {
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .contains(" 400 Bad Request\r\n")
          .contains("\"code\":\"invalid_request\"")
          .contains("HTTP/1.1");
    }
    service.client(secret).get(HOLDS).expect(200);
    awaitNoSession();
  }

  @Test
  void aReportThatBreaksHasNoEnd() throws IOException {
    try (Reader reader = new Reader("/v1/reports/deposits", "Accept: text/csv\r\n")) {
      reader.chunk();
      service.sql(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE application_name = 'holdfast-report'");
      assertCut(reader);
    }
    awaitNoSession();
    service.client(secret).get("/v1/reports/liability").expect(200);
    awaitNoSession();
  }

  @Test
  void onlySoManyRunAndTheNextIsToldToComeAgain() throws Exception {
    Shop neighbour = Shop.open(service);
    Client other = neighbour.admin();
    Client third = Shop.open(service).admin();
    try (Reader running = new Reader("/v1/reports/deposits", "")) {
      running.chunk();
      Reply refused = service.client(secret).get(HOLDS);
      refused.problem(429, "rate_limited");
      assertThat(refused.header("Retry-After")).isPresent();
      other.get(HOLDS).expect(200);
    }
    awaitNoSession();
    try (Connection owner = locked();
        Socket mine = ask(service.apiPort(), HOLDS, "HTTP/1.1", "");
        Socket theirs = ask(service.apiPort(), neighbour.secret(), HOLDS, "HTTP/1.1", "")) {
      TestServers.awaitUntil("both reports wait", () -> sessions() == 2);
      Reply refused = third.get(HOLDS);
      refused.problem(503, "unavailable");
      assertThat(refused.header("Retry-After")).isPresent();
      assertThat(mine.isConnected() && theirs.isConnected()).isTrue();
      owner.rollback();
    }
    awaitNoSession();
    service.client(secret).get(HOLDS).expect(200);
    awaitNoSession();
  }

  @Test
  void aStopCutsAReportShortAndIsNotHeldUp() throws IOException {
    TestService another =
        TestService.start(servers, Map.of("HOLDFAST_HTTP_DRAIN_TIMEOUT_MILLIS", "500"));
    try (Reader reader = new Reader(another.apiPort(), "/v1/reports/deposits", "")) {
      reader.chunk();
      long since = System.nanoTime();
      another.close();
      assertThat(System.nanoTime() - since).isLessThan(10_000_000_000L);
      assertCut(reader);
    }
    awaitNoSession();
  }

  private static boolean standsStill() {
    return service.sql(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'holdfast-report'"
                + " AND state = 'idle in transaction' AND state_change < now() - interval '300 ms'")
        != null;
  }

  private static long readRest(Reader reader) throws IOException {
    long length = 0;
    for (String chunk = reader.chunk(); !chunk.isEmpty(); chunk = reader.chunk()) {
      length += chunk.length();
    }
    return length;
  }

  /** Neither in PostgreSQL nor, a moment later, in the count of those that may run. */
  private static void awaitNoSession() {
    TestServers.awaitUntil(
        "no session is left",
        () ->
            sessions() == 0
                && Sockets.answer(service.managementPort(), "GET /metrics HTTP/1.0\r\n\r\n")
                    .contains("\nholdfast_reports_running 0"));
  }

  private static int sessions() {
    return ((Number) service.sql(SESSIONS)).intValue();
  }

  /** Until it is rolled back, reports that name clients wait for their first row. */
  private static Connection locked() throws SQLException {
    Connection owner = service.owner();
    owner.setAutoCommit(false);
    owner.createStatement().execute("LOCK TABLE clients IN ACCESS EXCLUSIVE MODE");
    return owner;
  }

  private static void assertCut(Reader reader) {
    assertThatThrownBy(() -> readRest(reader)).isInstanceOf(IOException.class);
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Socket ask(int port, String path, String version, String headers)
      throws IOException {
    return ask(port, secret, path, version, headers);
  }

  private static Socket ask(int port, String secret, String path, String version, String headers)
      throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL_WINDOW);
    socket.setSoTimeout(30_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request =
        "GET %s %s\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n%s\r\n"
            .formatted(path, version, secret, headers);
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  /** Reads an answer chunk by chunk, with a small window. */
  private static final class Reader implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Reader(String path, String headers) throws IOException {
      this(service.apiPort(), path, headers);
    }

    Reader(int port, String path, String headers) throws IOException {
      socket = ask(port, path, "HTTP/1.1", headers);
      in = new BufferedInputStream(socket.getInputStream(), 8_192);
      List<String> head = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        head.add(line);
      }
      assertThat(head.get(0)).contains(" 200 ");
      assertThat(head).anyMatch(line -> line.equalsIgnoreCase("transfer-encoding: chunked"));
    }

    /** The next chunk; empty for the last one, which says that all is there. */
    String chunk() throws IOException {
      int length = Integer.parseInt(line(), 16);
      byte[] content = in.readNBytes(length);
      if (content.length < length) {
        throw new IOException("cut off");
      }
      line();
      return new String(content, US_ASCII);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int unit = in.read(); unit != '\n'; unit = in.read()) {
        if (unit < 0) {
          throw new IOException("cut off");
        }
        if (unit != '\r') {
          line.append((char) unit);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
