package io.holdfast.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chaos.History.Entry;
import io.holdfast.chaos.History.Kind;
import io.holdfast.chaos.Judge.Row;
import io.holdfast.chaos.Judge.Verdict;
import io.holdfast.operation.OperationKey;
import io.holdfast.wallet.Ids;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The judge finds each thing that must not be, and nothing in a run that was in order. */
class JudgeTest {
  private static final long WALLET = 7;

  private final List<Entry> entries = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private long available;

  @Test
  void aRunInOrderIsGood() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    applied(Kind.DEBIT, "b", 6, -60);
    refused("c", 60, "insufficient_funds");
    assertThat(bad()).isEmpty();
  }

  @Test
  void aMovementThatWasAcknowledgedAndIsNotThereIsLost() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    applied(Kind.DEBIT, "b", 6, -60);
    rows.remove(1);
    assertThat(bad()).containsExactly("every acknowledged movement is there once");
  }

  @Test
  void aMovementUnderTwoAttemptsIsDoubled() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    applied(Kind.DEBIT, "b", 6, -10);
    row(6, OperationKey.of("b").next(), -10);
    assertThat(bad()).containsExactly("every acknowledged movement is there once");
  }

  @Test
  void aMovementOfAnotherAmountIsNotTheOneAcknowledged() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    entries.add(entry(Kind.DEBIT, "b", 10, 201, success(2, -10)));
    row(6, OperationKey.of("b"), -11);
    assertThat(bad()).containsExactly("every acknowledged movement is there once");
  }

  @Test
  void aRefusedMovementThatIsThereIsAGhost() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    refused("b", 10, "wallet_frozen");
    row(6, OperationKey.of("b"), -10);
    assertThat(bad()).containsExactly("nothing that was refused is there");
  }

  @Test
  void aMovementNobodySentIsAGhost() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    row(6, OperationKey.of("nobody's"), -10);
    assertThat(bad()).containsExactly("nothing is there that nobody asked for");
  }

  @Test
  void aBalanceBelowWhatIsAllowedIsOverspent() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    applied(Kind.DEBIT, "b", 6, -160);
    assertThat(bad()).containsExactly("no wallet was overspent at any moment");
  }

  @Test
  void aDeclineWhileTheMoneyWasThereIsUnjustified() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    refused("b", 100, "insufficient_funds");
    assertThat(bad()).containsExactly("every decline was justified at some moment");
  }

  @Test
  void aRequestWithoutAnEndIsFound() {
    entries.add(entry(Kind.DEBIT, "a", 10, 0, null));
    assertThat(bad()).containsExactly("every request ended in a definite answer");
  }

  @Test
  void aReversedMovementThatStandsIsFound() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    applied(Kind.DEBIT, "b", 6, -10);
    entries.add(entry(Kind.REVERSAL, "b", 10, 200, new JsonObject().put("outcome", "reversed")));
    assertThat(bad()).containsExactly("what was reversed left nothing");
    row(8, OperationKey.of("reversal of b"), 10);
    assertThat(bad()).isEmpty();
  }

  @Test
  void aReversedCaptureGivesItsMoneyBackAndNotItsHold() {
    applied(Kind.DEPOSIT, "a", 7, 100);
    rows.add(new Row(WALLET, 2, 1, OperationKey.of("h").hash(), 0, 30, 70, 2_000));
    entries.add(entry(Kind.AUTHORIZE, "h", 30, 201, success(2, 30)));
    rows.add(new Row(WALLET, 3, 3, OperationKey.of("c").hash(), -10, -30, 90, 3_000));
    entries.add(entry(Kind.CAPTURE, "c", 10, 200, success(3, 10)));
    entries.add(entry(Kind.REVERSAL, "c", 10, 200, new JsonObject().put("outcome", "reversed")));
    assertThat(bad()).contains("what was reversed left nothing");
    row(8, OperationKey.of("reversal of c"), 10);
    assertThat(bad()).doesNotContain("what was reversed left nothing");
  }

  private List<String> bad() {
    return new Judge(entries, rows)
        .verdicts().stream()
            .filter(verdict -> !verdict.failures().isEmpty())
            .map(Verdict::check)
            .toList();
  }

  private void applied(Kind kind, String key, int code, long amount) {
    row(code, OperationKey.of(key), amount);
    entries.add(entry(kind, key, Math.abs(amount), 201, success(rows.size(), amount)));
  }

  private void refused(String key, long amount, String code) {
    entries.add(entry(Kind.DEBIT, key, amount, 402, new JsonObject().put("code", code)));
  }

  private void row(int kind, OperationKey key, long amount) {
    available += amount;
    long sequence = rows.size() + 1L;
    rows.add(new Row(WALLET, sequence, kind, key.hash(), amount, 0, available, 1_000 * sequence));
  }

  private static JsonObject success(long sequence, long amount) {
    UUID id = Ids.movement(1_000, WALLET, sequence);
    return new JsonObject().put("id", id.toString()).put("amount", amount);
  }

  private static Entry entry(Kind kind, String key, long amount, int status, JsonObject body) {
    return new Entry(kind, WALLET, key, amount, false, 90_000, 90_010, status, 0, body);
  }
}
