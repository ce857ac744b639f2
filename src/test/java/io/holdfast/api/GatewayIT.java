package io.holdfast.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A gateway that gives up at every possible moment, repeats itself, and reverses before, during and
 * after, at one instance and at another: in the end its book and ours agree to the cent.
 *
 * <p>It gives up after each number of bytes of its request, and after each of the first
 * milliseconds of waiting; commits are slowed down, so that those fall before, into and after them.
 * A failure names its seed.
 */
final class GatewayIT {
  private static final int WALLETS = 3;
  private static final long FUNDS = 1_000_000;
  private static final int WAIT_MILLIS_MAX = 25;
  private static final int BYTES_STEP = 3;
  private static final int PATIENCE_MILLIS = 20_000;

  private static TestService other;
  private final Shop shop = Shop.open();
  private final Shop elsewhere = new Shop(other, shop.number(), shop.secret());
  private Random random;

  /** How much of a request is sent, and how long its answer is waited for. */
  private record Moment(int bytes, int waitMillis) {
    static final Moment NEVER = new Moment(Integer.MAX_VALUE, PATIENCE_MILLIS);
  }

  private enum Kind {
    DEBIT("/v1/debits"),
    DEPOSIT("/v1/credits"),
    HOLD("/v1/authorizations");

    private final String path;

    Kind(String path) {
      this.path = path;
    }
  }

  /** What a gateway has in mind. */
  private record Sale(Kind kind, String key, String wallet, long amount, int timeoutMillis) {
    /** The same without a deadline: a deadline is no part of the request. */
    Sale patient() {
      return new Sale(kind, key, wallet, amount, 0);
    }

    JsonObject body() {
      return Shop.move(wallet, amount);
    }

    JsonObject reversal() {
      return new JsonObject().put("wallet_id", wallet).put("idempotency_key", key);
    }
  }

  @BeforeAll
  static void start() {
    other = TestService.start(TestService.shared().servers(), Map.of());
    other.sql(
        "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_sleep(0.008); RETURN NULL; END'");
    other.sql(
        "CREATE TRIGGER linger AFTER INSERT ON journal FOR EACH STATEMENT"
            + " EXECUTE FUNCTION linger()");
  }

  @AfterAll
  static void stop() {
    other.sql("DROP TRIGGER linger ON journal");
    other.sql("DROP FUNCTION linger");
    other.close();
  }

  static LongStream seeds() {
    return LongStream.of(1, new Random().nextLong());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void wheneverItGivesUpItsBookAndOursAgreeToTheCent(long seed) throws IOException {
    System.out.println("gateway, seed " + seed);
    random = new Random(seed);
    Map<String, Long> balances = new HashMap<>();
    Map<String, Long> held = new HashMap<>();
    List<String> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      wallets.add(shop.wallet(FUNDS));
      balances.put(wallets.get(i), FUNDS);
      held.put(wallets.get(i), 0L);
    }
    Map<Sale, Boolean> stands = new HashMap<>();
    for (Moment moment : moments()) {
      Sale sale = sale(wallets.get(random.nextInt(WALLETS)));
      boolean sold = sell(sale, moment);
      stands.put(sale, sold);
      if (sold) {
        long amount = sale.kind() == Kind.DEBIT ? -sale.amount() : sale.amount();
        (sale.kind() == Kind.HOLD ? held : balances).merge(sale.wallet(), amount, Long::sum);
      }
    }
    stands.forEach((sale, sold) -> isAsTold(seed, sale, sold));
    for (String wallet : wallets) {
      JsonObject ours = shop.look(wallet);
      assertThat(ours.getLong("balance")).as("seed %d", seed).isEqualTo(balances.get(wallet));
      assertThat(ours.getLong("held")).as("seed %d", seed).isEqualTo(held.get(wallet));
    }
    System.out.println("gateway, " + stands.size() + " sales, " + sold(stands) + " stand");
  }

  private List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    int length = original(sale(shop.wallet(0))).length();
    for (int bytes = 0; bytes < length; bytes += BYTES_STEP) {
      moments.add(new Moment(bytes, 0));
    }
    for (int repeat = 0; repeat < 8; repeat++) {
      for (int millis = 0; millis < WAIT_MILLIS_MAX; millis++) {
        moments.add(new Moment(Integer.MAX_VALUE, millis));
      }
    }
    return moments;
  }

  private Sale sale(String wallet) {
    Kind[] kinds = Kind.values();
    int timeoutMillis = random.nextInt(4) == 0 ? 1 + random.nextInt(WAIT_MILLIS_MAX) : 0;
    return new Sale(
        kinds[random.nextInt(kinds.length)],
        Client.newKey(),
        wallet,
        1 + random.nextInt(50),
        timeoutMillis);
  }

  /** Whether it stands in the end. The first attempt is given up at this moment. */
  private boolean sell(Sale sale, Moment first) {
    boolean reversed = false;
    if (random.nextInt(6) == 0) {
      reversed = true; // Before the original.
      exchange(reversal(sale), any());
    }
    Moment moment = first;
    for (int attempts = 1 + random.nextInt(3); attempts > 0; attempts--) {
      if (random.nextInt(4) == 0) {
        reversed = true; // During it.
        Moment given = moment;
        CompletableFuture<Integer> original =
            CompletableFuture.supplyAsync(() -> exchange(original(sale), given));
        exchange(reversal(sale), any());
        original.join();
      } else {
        exchange(original(sale), moment);
      }
      moment = any();
    }
    if (reversed || random.nextInt(3) == 0) {
      assertThat(until(reversal(sale), 200)).as("%s", sale).isEqualTo(200);
      assertThat(until(original(sale.patient()), 409)).as("late: %s", sale).isEqualTo(409);
      return false;
    }
    return until(original(sale.patient()), 201, 409) == 201;
  }

  private Moment any() {
    return random.nextInt(3) == 0
        ? Moment.NEVER
        : new Moment(Integer.MAX_VALUE, random.nextInt(WAIT_MILLIS_MAX));
  }

  /** Sends it until the answer is one of these. */
  private int until(String request, int... definite) {
    int status = 0;
    for (int tries = 0; tries < 50; tries++) {
      status = exchange(request, Moment.NEVER);
      for (int each : definite) {
        if (status == each) {
          return status;
        }
      }
      assertThat(status).as(request).isIn(409, 503);
    }
    return status;
  }

  /** Status of the answer; 0 if it was not waited for. */
  private int exchange(String request, Moment moment) {
    int port = (random.nextBoolean() ? shop : elsewhere).service().apiPort();
    byte[] bytes = request.getBytes(ISO_8859_1);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoLinger(true, 0); // Giving up is hanging up.
      socket.getOutputStream().write(bytes, 0, Math.min(bytes.length, moment.bytes()));
      if (moment.bytes() < bytes.length || moment.waitMillis() == 0) {
        return 0;
      }
      socket.setSoTimeout(moment.waitMillis());
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return Integer.parseInt(answer, 9, 12, 10);
    } catch (IOException givenUp) {
      return 0;
    }
  }

  private String original(Sale sale) {
    return request(
        sale.kind().path,
        sale.key(),
        sale.body(),
        sale.timeoutMillis() == 0 ? "" : "Request-Timeout-Ms: " + sale.timeoutMillis() + "\r\n");
  }

  private String reversal(Sale sale) {
    return request("/v1/reversals", Client.newKey(), sale.reversal(), "");
  }

  private String request(String path, String key, JsonObject json, String header) {
    String body = json.encode();
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
        + shop.secret()
        + "\r\nContent-Type: application/json\r\nIdempotency-Key: "
        + key
        + "\r\n"
        + header
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private void isAsTold(long seed, Sale sale, boolean sold) {
    JsonObject said =
        elsewhere
            .admin()
            .get("/v1/operations?wallet_id=" + sale.wallet() + "&idempotency_key=" + sale.key())
            .json(200);
    boolean stands = said.getString("outcome").equals("applied") && !said.getBoolean("reversed");
    assertThat(stands).as("seed %d: %s is %s", seed, sale, said).isEqualTo(sold);
  }

  private static long sold(Map<Sale, Boolean> stands) {
    return stands.values().stream().filter(it -> it).count();
  }
}
