package io.holdfast.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * The bytes of a debit request, in which only the wallet, the idempotency key and the reference
 * change. All have a fixed length, so a request is made by overwriting them where they stand.
 *
 * <p>Immutable, safe from any thread; the buffers it makes are not.
 */
final class DebitTemplate {
  private static final int DIGITS = 12;
  private static final String ANY_WALLET = "00000000-0000-7000-8000-000000000000";
  private static final String ANY_COUNT = "0".repeat(DIGITS);

  private final byte[] template;
  private final byte[][] wallets;
  private final int walletAt;
  private final int keyCountAt;
  private final int referenceCountAt;

  /**
   * @param nonce of the run; with the count of the request it makes the idempotency key
   * @param amount minor units, the same for every request
   */
  DebitTemplate(Target target, String nonce, List<UUID> wallets, long amount) {
    String body =
        "{\"wallet_id\":\"%s\",\"amount\":%d,\"currency\":\"USD\",\"reference\":\"sale-%s\"}"
            .formatted(ANY_WALLET, amount, ANY_COUNT);
    String head =
        String.join(
            "\r\n",
            "POST " + target.path() + " HTTP/1.1",
            "Host: 127.0.0.1:" + target.port(),
            "Authorization: Bearer " + target.apiKey(),
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "Idempotency-Key: " + nonce + "-" + ANY_COUNT,
            "\r\n");
    String request = head + body;
    this.template = request.getBytes(StandardCharsets.US_ASCII);
    this.walletAt = request.indexOf(ANY_WALLET);
    this.keyCountAt = request.indexOf(nonce) + nonce.length() + 1;
    this.referenceCountAt = request.indexOf("sale-") + "sale-".length();
    this.wallets =
        wallets.stream()
            .map(id -> id.toString().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
  }

  /** Bytes of one request, head and body. */
  int length() {
    return template.length;
  }

  int wallets() {
    return wallets.length;
  }

  ByteBuffer newRequest() {
    return ByteBuffer.allocateDirect(template.length).put(template);
  }

  /** Makes {@code request} the one with this count, ready to be written. */
  void fill(ByteBuffer request, int wallet, long count) {
    request.put(walletAt, wallets[wallet]);
    long rest = count;
    for (int i = DIGITS - 1; i >= 0; i--) {
      byte digit = (byte) ('0' + rest % 10);
      request.put(keyCountAt + i, digit);
      request.put(referenceCountAt + i, digit);
      rest /= 10;
    }
    request.rewind();
  }
}
