package io.holdfast.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.openapi.Conformity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes requests that are nearly right, from the OpenAPI document: an operation with its example,
 * in which one or two things are wrong. Which ones is a function of seed and number alone.
 */
final class Fuzz {
  /** All but the one that switches all others off, and the one whose answer has no end. */
  private static final List<Conformity.Operation> OPERATIONS =
      Conformity.ofTheService().operations().stream()
          .filter(operation -> !Set.of("updateSettings", "watchVitals").contains(operation.id()))
          .toList();

  /** Values that are never, or hardly ever, what a field is for; as they stand in JSON. */
  private static final List<String> JUNK =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1",
          "-0",
          "1.5",
          "1.0",
          "1e3",
          "1e400",
          "-1e400",
          "9007199254740991",
          "9007199254740992",
          "-9007199254740991",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1" + "0".repeat(500),
          "\"\"",
          "\"x\"",
          "\"-1\"",
          "\"12\"",
          "\"USD\"",
          "\"usd\"",
          "\"XXX\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"a\\nb\"",
          "\"\u202e\"",
          "\"\uD83D\uDCB0\"",
          "[]",
          "{}",
          "[1]",
          "{\"a\":1}",
          "\"" + "x".repeat(101) + "\"",
          "\"" + "y".repeat(501) + "\"",
          "\"" + "z".repeat(5_000) + "\"",
          "\"2026-11-01T00:00:00Z\"",
          "\"0000-00-00T99:99:99Z\"",
          "\"00000000-0000-0000-0000-000000000000\"",
          "\"' OR 1=1 --\"",
          "\"<script>\"",
          "NaN",
          "Infinity",
          "0x10",
          "01",
          "+1",
          ".5",
          "5.",
          "--1",
          "'x'",
          "undefined");

  private static final List<String> HEADERS =
      List.of(
          "Content-Type: text/plain",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: ",
          "Idempotency-Key: ",
          "Idempotency-Key: a b",
          "Idempotency-Key: \"",
          "Idempotency-Key: " + "k".repeat(256),
          "Idempotency-Key: twice",
          "Accept: text/csv",
          "Accept: */*;q=0",
          "Accept-Encoding: gzip, br, nothing",
          "Request-Timeout-Ms: -1",
          "Request-Timeout-Ms: 1e9",
          "Request-Timeout-Ms: soon",
          "X-Request-Id: ",
          "X-Request-Id: " + "r".repeat(4_000),
          "X-Request-Id: a\tb",
          "X-Request-Id: <b>",
          "traceparent: 00-0-0-00",
          "traceparent: " + "0".repeat(200),
          "Expect: 100-continue",
          "Expect: nothing",
          "Authorization: Bearer x",
          "Authorization: Basic YTpi",
          "Authorization: ",
          "Upgrade: websocket",
          "Upgrade: h2c",
          "Host: other",
          "Cookie: a=b",
          "Range: bytes=0-1",
          "If-None-Match: *",
          "X-Forwarded-For: 1.2.3.4",
          "X-Http-Method-Override: DELETE",
          "Content-Encoding: gzip");

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO");

  private static final List<String> PATHS =
      List.of(
          "/v1/wallets/%zz",
          "/v1/wallets/..%2f..%2fetc",
          "/v1//wallets",
          "/v1/wallets/",
          "/",
          "/v1/wallets/%00",
          "/v1/wallets/%F0%9F%92%B0",
          "/v2/wallets",
          "/v1/debits/x",
          "/v1/",
          "/v1/wallets?limit=0",
          "/v1/wallets?limit=201",
          "/v1/wallets?limit=1&limit=2",
          "/v1/wallets?cursor=x",
          "/v1/wallets?cursor=%zz",
          "/v1/wallets?x=%ff",
          "/v1/wallets?=",
          "/v1/wallets?client_reference=",
          "/v1/authorizations?status=open",
          "/v1/wallets;a=b",
          "/v1/authorizations?wallet_id=x",
          "/v1/wallets/" + "a".repeat(3_000),
          "/v1/operations?wallet_id=x&idempotency_key=%20",
          "/v1/audit?x=1",
          "/V1/WALLETS");

  /**
   * A request.
   *
   * @param bytes as they go over the wire
   * @param key its idempotency key, if it carries one good one
   */
  record Case(long number, Buffer bytes, String method, String key) {
    @Override
    public String toString() {
      String text = bytes.toString(ISO_8859_1);
      return "request " + number + ":\n" + text.substring(0, Math.min(2_000, text.length()));
    }
  }

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";

  private final long seed;
  private final String secret;
  private final List<String> ids;

  /**
   * @param ids of wallets, authorizations and transactions, its own and those of others
   */
  Fuzz(long seed, String secret, List<String> ids) {
    this.seed = seed;
    this.secret = secret;
    this.ids = ids;
  }

  Case make(long number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    Conformity.Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
    String method = operation.method();
    String path = operation.path();
    while (path.contains("{")) {
      path = path.replaceFirst("\\{[^}]+}", pick(random, ids));
    }
    String body = body(operation, random);
    String key = UUID.nameUUIDFromBytes((seed + "-" + number).getBytes(UTF_8)).toString();
    List<String> headers = new ArrayList<>();
    boolean goodKey = true;
    byte[] raw = body == null ? new byte[0] : body.getBytes(UTF_8);
    for (int wrong = random.nextInt(1, 3); wrong > 0; wrong--) {
      switch (random.nextInt(12)) {
        case 0 -> path = pick(random, PATHS);
        case 1 -> method = pick(random, METHODS);
        case 2 -> {
          String header = pick(random, HEADERS);
          goodKey &= !header.startsWith("Idempotency-Key");
          headers.add(header);
        }
        case 3 -> raw = cut(raw, random);
        case 4 -> raw = spoilt(raw, random);
        case 5 -> raw = "[".repeat(random.nextInt(1, 20_000)).getBytes(UTF_8);
        case 6 -> raw = (body + body).getBytes(UTF_8);
        default -> {
          if (body != null) {
            body = mutated(body, random);
            raw = body.getBytes(UTF_8);
          }
        }
      }
    }
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    add(head, headers, "Authorization", "Bearer " + secret);
    add(head, headers, "Content-Type", contentType(operation));
    if (random.nextInt(20) == 0) {
      goodKey = false;
    } else {
      head.append("Idempotency-Key: ").append(key).append("\r\n");
    }
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Length: ").append(raw.length).append("\r\n\r\n");
    byte[] first = head.toString().getBytes(ISO_8859_1);
    byte[] bytes = new byte[first.length + raw.length];
    System.arraycopy(first, 0, bytes, 0, first.length);
    System.arraycopy(raw, 0, bytes, first.length, raw.length);
    return new Case(number, Buffer.buffer(bytes), method, goodKey ? key : null);
  }

  private static void add(StringBuilder head, List<String> instead, String name, String value) {
    if (instead.stream().noneMatch(header -> header.startsWith(name + ":"))) {
      head.append(name).append(": ").append(value).append("\r\n");
    }
  }

  private String body(Conformity.Operation operation, SplittableRandom random) {
    JsonObject definition = operation.definition().getJsonObject("requestBody");
    if (definition == null) {
      return null;
    }
    if (contentType(operation).equals(CSV)) {
      return "client_reference,currency,balance\ncl_fuzz_" + random.nextInt(100) + ",USD,5\n";
    }
    JsonObject content = definition.getJsonObject("content").getJsonObject(JSON);
    List<JsonObject> examples = new ArrayList<>();
    content
        .getJsonObject("examples", new JsonObject())
        .forEach(each -> examples.add(((JsonObject) each.getValue()).getJsonObject("value")));
    if (examples.isEmpty()) {
      examples.add(content.getJsonObject("example", new JsonObject()));
    }
    JsonObject body = pick(random, examples).copy();
    for (String name : List.of("wallet_id", "location_id")) {
      if (body.containsKey(name)) {
        body.put(name, pick(random, ids));
      }
    }
    if (body.containsKey("url")) {
      body.put("url", "http://127.0.0.1:9/"); // Whatever is told there goes nowhere.
    }
    return body.encode();
  }

  private static String contentType(Conformity.Operation operation) {
    JsonObject body = operation.definition().getJsonObject("requestBody");
    return body == null || body.getJsonObject("content").containsKey(JSON) ? JSON : CSV;
  }

  private static String mutated(String body, SplittableRandom random) {
    JsonObject fields;
    try {
      fields = new JsonObject(body);
    } catch (RuntimeException spoiltBefore) {
      return body;
    }
    List<String> names = new ArrayList<>(fields.fieldNames());
    String name = names.isEmpty() ? "amount" : pick(random, names);
    return switch (random.nextInt(5)) {
      case 0 -> {
        fields.remove(name);
        yield fields.encode();
      }
      case 1 -> fields.put("surplus", new JsonArray().add(1)).encode();
      case 2 -> "{\"" + name + "\":1," + fields.encode().substring(1);
      case 3 -> fields.put("note", "n".repeat(random.nextInt(400, 70_000))).encode();
      default -> {
        fields.remove(name);
        String rest = fields.encode();
        String junk = "\"" + name + "\":" + pick(random, JUNK);
        yield rest.equals("{}") ? "{" + junk + "}" : "{" + junk + "," + rest.substring(1);
      }
    };
  }

  private static byte[] cut(byte[] body, SplittableRandom random) {
    byte[] part = new byte[body.length == 0 ? 0 : random.nextInt(body.length)];
    System.arraycopy(body, 0, part, 0, part.length);
    return part;
  }

  private static byte[] spoilt(byte[] body, SplittableRandom random) {
    byte[] other = body.clone();
    for (int i = 0; i < 3 && other.length > 0; i++) {
      other[random.nextInt(other.length)] = (byte) random.nextInt(256);
    }
    return other;
  }

  private static <T> T pick(SplittableRandom random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
