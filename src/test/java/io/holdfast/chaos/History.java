package io.holdfast.chaos;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every request of a run and what came of it. Safe from any thread. */
final class History {
  private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();

  /** What a request asked for. */
  enum Kind {
    DEBIT(201),
    AUTHORIZE(201),
    INCREMENT(200),
    CAPTURE(200),
    VOID(200),
    DEPOSIT(201),
    REFUND(201),
    ADJUSTMENT(201),
    REVERSAL(200);

    final int success;

    Kind(int success) {
      this.success = success;
    }
  }

  /**
   * A request under one key, with all its attempts.
   *
   * @param wallet number
   * @param sentMillis of the first attempt, by this host's clock
   * @param answeredMillis of the last
   * @param status of the last answer; 0 if none ever came
   * @param unknowns attempts that brought no definite answer
   */
  record Entry(
      Kind kind,
      long wallet,
      String key,
      long amount,
      boolean partial,
      long sentMillis,
      long answeredMillis,
      int status,
      int unknowns,
      JsonObject body) {

    boolean succeeded() {
      return status == kind.success;
    }

    boolean definite() {
      return status != 0 && status != 503;
    }

    String code() {
      return body == null ? "" : body.getString("code", "");
    }
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  List<Entry> entries() {
    return new ArrayList<>(entries);
  }

  /** How many requests ended how. */
  Map<String, Integer> summary() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Entry entry : entries) {
      String end = entry.succeeded() ? "applied" : entry.status() + " " + entry.code();
      counts.merge(end, 1, Integer::sum);
      counts.merge("attempts without a definite answer", entry.unknowns(), Integer::sum);
    }
    return counts;
  }
}
