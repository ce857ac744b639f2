package io.holdfast.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.wallet.Ids;
import java.util.EnumSet;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules alone, over a book in memory. The same tables are played on the real one. */
final class RulesScenarioTest {
  @ParameterizedTest
  @EnumSource(Scenarios.class)
  void theRulesAreAsTheTablesSay(Scenarios scenario) {
    assertThat(scenario.play(new NaiveBook())).isEqualTo(scenario.table());
  }

  @Test
  void theTablesHaveEveryKindAndEveryRefusalOfTheCore() {
    StringBuilder tables = new StringBuilder();
    for (Scenarios scenario : Scenarios.values()) {
      tables.append(scenario.table());
    }
    EnumSet<Refusal> refusals = EnumSet.allOf(Refusal.class);
    refusals.remove(Refusal.ACCOUNT_BALANCES_DISABLED); // Decided before an operation is made.
    refusals.remove(Refusal.WALLET_QUARANTINED); // No operation leads there; the audit's tests do.
    refusals.remove(
        Refusal.VELOCITY_EXCEEDED); // Limits are no part of an operation; the tests of limits have
    // them.
    assertThat(refusals).allMatch(refusal -> tables.indexOf("-> " + refusal.wire()) > 0);
    for (OperationKind kind : OperationKind.values()) {
      assertThat(Pattern.compile("(?m)^" + verb(kind) + " .*-> ").matcher(tables).find())
          .as(kind.name())
          .isTrue();
    }
  }

  private static String verb(OperationKind kind) {
    return switch (kind) {
      case ADJUSTMENT -> "adjust";
      case TERMS -> "limit";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }

  /** A book whose clock stands still, but for the ends of holds. */
  private static final class NaiveBook implements ScenarioBook {
    private static final long NOW_MILLIS = 1_700_000_000_000L;
    private final InMemoryBook book = new InMemoryBook();
    private long wallets;
    private long deposits;

    NaiveBook() {
      book.clock(NOW_MILLIS);
    }

    @Override
    public WalletRef open(long creditLimit) {
      WalletRef ref = new WalletRef(Ids.wallet(NOW_MILLIS, ++wallets), "USD");
      book.open(business(), ref, creditLimit);
      return ref;
    }

    @Override
    public int business() {
      return 1;
    }

    @Override
    public long house() {
      return 1_000;
    }

    @Override
    public Answer submit(Operation operation) {
      return book.submit(operation);
    }

    @Override
    public Source pend(WalletRef wallet, long amount) {
      Source deposit = new Source(++deposits, Source.Kind.DEPOSIT, Ids.random(NOW_MILLIS), null);
      book.pend(deposit);
      return deposit;
    }

    @Override
    public void cancel(Source deposit) {
      book.cancel(deposit);
    }

    @Override
    public void end(UUID hold) {
      book.end(hold, NOW_MILLIS - 1);
    }
  }
}
