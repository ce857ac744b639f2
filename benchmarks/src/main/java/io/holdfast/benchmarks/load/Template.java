package io.holdfast.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a request, in which only some places change. Each has a fixed length, so a request
 * is made by overwriting them where they stand.
 *
 * <p>Immutable, safe from any thread; the buffers it makes are not.
 */
final class Template {
  static final int ID_LENGTH = 36;

  /** Enough for a million requests a second over ten days. */
  static final int COUNT_DIGITS = 12;

  /** Stand for what changes: a wallet's id, the number of the request, another id. */
  static final String WALLET = "\u0001".repeat(ID_LENGTH);

  static final String COUNT = "\u0002".repeat(COUNT_DIGITS);
  static final String ID = "\u0003".repeat(ID_LENGTH);

  private final byte[] bytes;
  private final int[] walletAt;
  private final int[] countAt;
  private final int[] idAt;

  private Template(String request) {
    bytes = request.getBytes(StandardCharsets.US_ASCII);
    walletAt = places(request, WALLET);
    countAt = places(request, COUNT);
    idAt = places(request, ID);
  }

  static Template get(Target target, String path) {
    return new Template(head(target, "GET", path) + "\r\n");
  }

  /**
   * A POST of JSON.
   *
   * @param idempotencyKey null for none
   */
  static Template post(Target target, String path, String idempotencyKey, String body) {
    String key = idempotencyKey == null ? "" : "Idempotency-Key: " + idempotencyKey + "\r\n";
    return new Template(
        head(target, "POST", path)
            + "Content-Type: application/json\r\n"
            + ("Content-Length: " + body.length() + "\r\n")
            + key
            + "\r\n"
            + body);
  }

  ByteBuffer newRequest() {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).rewind();
  }

  /** How many wallets one request names. */
  int walletPlaces() {
    return walletAt.length;
  }

  void putWallet(ByteBuffer request, int place, byte[] id) {
    request.put(walletAt[place], id);
  }

  void putWallets(ByteBuffer request, byte[] id) {
    for (int place : walletAt) {
      request.put(place, id);
    }
  }

  void putCounts(ByteBuffer request, long count) {
    for (int place : countAt) {
      putCount(request, place, count);
    }
  }

  /** Numbers the operations that the request is made of: each has as many places as any other. */
  void putCountsFrom(ByteBuffer request, long first) {
    int placesEach = countAt.length / walletAt.length;
    for (int i = 0; i < countAt.length; i++) {
      putCount(request, countAt[i], first + i / placesEach);
    }
  }

  void putIds(ByteBuffer request, byte[] id) {
    for (int place : idAt) {
      request.put(place, id);
    }
  }

  private static String head(Target target, String method, String path) {
    return String.join(
        "\r\n",
        method + " " + target.prefix() + path + " HTTP/1.1",
        "Host: " + target.host() + ":" + target.port(),
        "Authorization: Bearer " + target.apiKey(),
        "");
  }

  private static void putCount(ByteBuffer request, int place, long count) {
    long rest = count;
    for (int i = COUNT_DIGITS - 1; i >= 0; i--) {
      request.put(place + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  private static int[] places(String text, String mark) {
    int count = 0;
    int[] found = new int[text.length() / mark.length()];
    for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
      found[count++] = at;
    }
    return Arrays.copyOf(found, count);
  }
}
