package io.holdfast.benchmarks.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the gate has cached, where there is nothing but the gate. */
public final class GateBook implements Book {
  private static final long QUIET_MILLIS = 10_000;
  private static final long POLL_MILLIS = 50;

  private final RedisReader redis;

  public GateBook(String redisUri) {
    redis = new RedisReader(redisUri);
  }

  @Override
  public Verdict check(Claims claims) {
    List<String> keys = redis.keys("hf:{*}:w:*");
    List<String> available = redis.fields(keys, "a");
    Map<Long, Long> balances = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String number = keys.get(i).substring(keys.get(i).lastIndexOf(':') + 1);
      if (available.get(i) != null) {
        balances.put(Long.valueOf(number), Long.valueOf(available.get(i)));
      }
    }
    return new Verdict(
        "%,d wallets in Redis have what was answered".formatted(balances.size()),
        claims.faults(balances));
  }

  @Override
  public Verdict audit() throws InterruptedException {
    long deadline = System.currentTimeMillis() + QUIET_MILLIS;
    while (pending() > 0 && System.currentTimeMillis() < deadline) {
      Thread.sleep(POLL_MILLIS);
    }
    List<String> faults = new ArrayList<>();
    if (pending() > 0) {
      faults.add(pending() + " reservations are pending");
    }
    return new Verdict("nothing is pending", faults);
  }

  @Override
  public long journalRows() {
    return -1;
  }

  @Override
  public void close() {
    redis.close();
  }

  private long pending() {
    return redis.keys("hf:{*}:p").stream().mapToLong(redis::size).sum();
  }
}
