package io.holdfast.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** It is kept in the journal for good: what it is made of must never become something else. */
class FingerprintTest {
  private static final String[] TEXTS = {
    null, "", "createDebit", "order 17; 3:abc", "Küche", "€", "a😀b", "\ud83d", "x".repeat(700),
  };
  private static final long[] NUMBERS = {
    0, 7, 9, 10, 99, 100, -1, 9_007_199_254_740_991L, Long.MAX_VALUE, Long.MIN_VALUE,
  };

  @Test
  void itIsTheDigestOfItsFieldsAsText() throws NoSuchAlgorithmException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Fingerprint fingerprint = new Fingerprint();
      StringBuilder text = new StringBuilder();
      for (int field = random.nextInt(12); field >= 0; field--) {
        if (random.nextBoolean()) {
          String value = TEXTS[random.nextInt(TEXTS.length)];
          fingerprint.add(value);
          text.append(value == null ? "-" : value.length() + ":" + value).append(';');
        } else {
          long value = NUMBERS[random.nextInt(NUMBERS.length)];
          fingerprint.add(value);
          text.append(value).append(';');
        }
      }
      assertEquals(expected(text.toString()), fingerprint.bits(), "seed " + seed + ": " + text);
    }
  }

  @Test
  void anIdCountsAsItsText() {
    UUID id = UUID.randomUUID();
    assertEquals(
        new Fingerprint().add("x".repeat(180)).add(id.toString()).add((String) null).bits(),
        new Fingerprint().add("x".repeat(180)).add(id).add((UUID) null).bits(),
        id.toString());
  }

  @Test
  void fieldsDoNotRunTogether() {
    assertNotEquals(
        new Fingerprint().add("ab").add("c").bits(), new Fingerprint().add("a").add("bc").bits());
    assertNotEquals(new Fingerprint().add((String) null).bits(), new Fingerprint().add("-").bits());
  }

  private static long expected(String text) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Origin.request(new BigInteger(Arrays.copyOf(digest, Long.BYTES)).longValue());
  }
}
