package io.holdfast.chaos;

import io.holdfast.chaos.History.Entry;
import io.holdfast.chaos.History.Kind;
import io.holdfast.operation.OperationKey;
import io.holdfast.wallet.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Whether what callers were told is what the journal says. Pure. */
final class Judge {
  /**
   * How long before a request was sent a state of its wallet may have been replaced and still count
   * as what a decline was decided on. A journal row carries the time at which it was written, and
   * is seen when it is committed: as much later as a commit may take before it counts as lost.
   */
  private static final long COMMIT_MILLIS_MAX = 4_000;

  private static final int ATTEMPTS_MAX = 33;
  private static final int CAPTURE = 3;
  private static final int FENCE = 12;

  /** A journal row. */
  record Row(
      long wallet,
      long sequence,
      int kind,
      UUID key,
      long amount,
      long heldChange,
      long available,
      long createdMillis) {}

  /** What one check came to. */
  record Verdict(String check, long judged, List<String> failures) {}

  private final List<Entry> entries;
  private final List<Row> rows;
  private final Map<Long, List<Row>> byWallet = new HashMap<>();
  private final Map<String, Row> byKey = new HashMap<>();

  /**
   * @param rows of all wallets, each in its order
   */
  Judge(List<Entry> entries, List<Row> rows) {
    this.entries = entries;
    this.rows = rows;
    for (Row row : rows) {
      byWallet.computeIfAbsent(row.wallet(), wallet -> new ArrayList<>()).add(row);
      byKey.put(row.wallet() + " " + row.key(), row);
    }
  }

  List<Verdict> verdicts() {
    return List.of(
        everyRequestEndedDefinitely(),
        whatWasAcknowledgedIsThereOnce(),
        whatWasRefusedIsNotThere(),
        whatWasReversedLeftNothing(),
        nothingIsThereThatNobodyAskedFor(),
        noWalletWasOverspent(),
        everyDeclineWasJustified());
  }

  private Verdict everyRequestEndedDefinitely() {
    List<String> failures = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.definite()) {
        failures.add("no definite answer: " + entry);
      }
    }
    return new Verdict("every request ended in a definite answer", entries.size(), failures);
  }

  private Verdict whatWasAcknowledgedIsThereOnce() {
    List<String> failures = new ArrayList<>();
    long judged = 0;
    for (Entry entry : entries) {
      if (!entry.succeeded() || entry.kind() == Kind.REVERSAL) {
        continue;
      }
      judged++;
      List<Row> made = made(entry);
      if (made.size() != 1) {
        failures.add(made.size() + " rows for " + entry);
      } else if (!agrees(entry, made.get(0))) {
        failures.add(made.get(0) + " for " + entry);
      }
    }
    return new Verdict("every acknowledged movement is there once", judged, failures);
  }

  private Verdict whatWasRefusedIsNotThere() {
    List<String> failures = new ArrayList<>();
    long judged = 0;
    for (Entry entry : entries) {
      boolean undone = entry.code().equals("operation_fenced");
      if (!entry.definite() || entry.succeeded() || undone || entry.kind() == Kind.REVERSAL) {
        continue;
      }
      judged++;
      if (!made(entry).isEmpty()) {
        failures.add("refused, but there: " + entry);
      }
    }
    return new Verdict("nothing that was refused is there", judged, failures);
  }

  private Verdict whatWasReversedLeftNothing() {
    List<String> failures = new ArrayList<>();
    long judged = 0;
    for (Entry entry : entries) {
      if (entry.kind() != Kind.REVERSAL || !entry.succeeded()) {
        continue;
      }
      judged++;
      long left = 0;
      List<Row> made = made(entry.wallet(), entry.key());
      List<Row> undoing = made(entry.wallet(), "reversal of " + entry.key());
      for (Row row : made) {
        // A capture's money comes back. What it released of its hold stays released: the hold
        // ended.
        left += row.kind() == CAPTURE ? row.amount() : row.amount() - row.heldChange();
      }
      for (Row row : undoing) {
        left += row.amount() - row.heldChange();
      }
      boolean expired = made.size() == 1 && made.get(0).kind() == 1 && undoing.isEmpty();
      if (left != 0 && !expired) {
        failures.add(left + " left after " + entry);
      }
    }
    return new Verdict("what was reversed left nothing", judged, failures);
  }

  private Verdict nothingIsThereThatNobodyAskedFor() {
    Set<String> asked = new HashSet<>();
    for (Entry entry : entries) {
      String key = entry.kind() == Kind.REVERSAL ? "reversal of " + entry.key() : entry.key();
      for (OperationKey each = OperationKey.of(key);
          each.generation() < ATTEMPTS_MAX;
          each = each.next()) {
        asked.add(entry.wallet() + " " + each.hash());
        if (!byKey.containsKey(entry.wallet() + " " + each.hash())) {
          break;
        }
      }
    }
    List<String> failures = new ArrayList<>();
    long judged = 0;
    for (Row row : rows) {
      boolean moved = row.amount() != 0 || row.heldChange() != 0;
      if (moved && row.kind() != 5) {
        judged++;
        if (!asked.contains(row.wallet() + " " + row.key())) {
          failures.add("nobody asked for " + row);
        }
      }
    }
    return new Verdict("nothing is there that nobody asked for", judged, failures);
  }

  private Verdict noWalletWasOverspent() {
    List<String> failures = new ArrayList<>();
    for (Row row : rows) {
      if (row.available() < 0) {
        failures.add("overspent: " + row);
      }
    }
    return new Verdict("no wallet was overspent at any moment", rows.size(), failures);
  }

  private Verdict everyDeclineWasJustified() {
    List<String> failures = new ArrayList<>();
    long judged = 0;
    for (Entry entry : entries) {
      if (!entry.code().equals("insufficient_funds")) {
        continue;
      }
      judged++;
      long least = leastAvailable(entry);
      if (least >= (entry.partial() ? 1 : Math.abs(entry.amount()))) {
        failures.add("declined, but " + least + " was there all the time: " + entry);
      }
    }
    return new Verdict("every decline was justified at some moment", judged, failures);
  }

  /** The least that the wallet had while the request was under way. */
  private long leastAvailable(Entry entry) {
    long least = Long.MAX_VALUE;
    List<Row> all = byWallet.getOrDefault(entry.wallet(), List.of());
    for (int i = 0; i < all.size(); i++) {
      boolean begun = all.get(i).createdMillis() <= entry.answeredMillis();
      boolean over =
          i + 1 < all.size()
              && all.get(i + 1).createdMillis() < entry.sentMillis() - COMMIT_MILLIS_MAX;
      if (begun && !over) {
        least = Math.min(least, all.get(i).available());
      }
    }
    return least;
  }

  /** Rows that a request made, under whichever attempt. */
  private List<Row> made(Entry entry) {
    return made(entry.wallet(), entry.key());
  }

  private List<Row> made(long wallet, String text) {
    List<Row> made = new ArrayList<>();
    OperationKey key = OperationKey.of(text);
    while (key.generation() < ATTEMPTS_MAX) {
      Row row = byKey.get(wallet + " " + key.hash());
      if (row == null) {
        break;
      }
      if (row.kind() < FENCE) {
        made.add(row);
      }
      key = key.next();
    }
    return made;
  }

  private static boolean agrees(Entry entry, Row row) {
    String id = entry.body().getString("id");
    boolean own = row.sequence() == Ids.sequence(UUID.fromString(id));
    long amount = entry.body().getLong("amount", 0L);
    return switch (entry.kind()) {
      case DEBIT -> row.kind() == 6 && row.amount() == amount && own;
      case AUTHORIZE -> row.kind() == 1 && own && row.heldChange() <= entry.amount();
      case INCREMENT -> row.kind() == 2 && row.heldChange() == entry.amount();
      case CAPTURE -> row.kind() == 3 && -row.amount() == entry.amount();
      case VOID -> row.kind() == 4 && row.heldChange() < 0;
      case DEPOSIT -> row.kind() == 7 && row.amount() == amount && own;
      case REFUND -> row.kind() == 8 && row.amount() == amount && own;
      case ADJUSTMENT -> row.kind() == 11 && row.amount() == amount && own;
      case REVERSAL -> true;
    };
  }
}
