package io.holdfast;

import io.holdfast.config.Settings;
import io.holdfast.embedded.EmbeddedServers;
import io.holdfast.ledger.BookProof;
import io.holdfast.ledger.BookProof.Check;
import io.holdfast.ledger.BookProof.Line;
import io.holdfast.ledger.PostgresOptions;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * {@code java -jar holdfast.jar audit}: proves the whole book and prints a trial balance. With
 * {@code --release <wallet id>}: ends the quarantine of a wallet that is right now.
 */
final class AuditCommand {
  static final int PROVEN = 0;
  static final int NOT_RUN = 1;
  static final int DIFFERENCES = 3;

  private final PrintStream out;

  AuditCommand(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the command.
   *
   * @param args what follows {@code audit}
   * @return the exit code
   */
  int run(Settings settings, List<String> args) {
    boolean release = args.size() == 2 && args.get(0).equals("--release");
    if (!args.isEmpty() && !release) {
      out.println("usage: java -jar holdfast.jar audit [--release <wallet id>]");
      return NOT_RUN;
    }
    boolean embedded = settings.postgres().embedded();
    if (embedded && settings.dataDir().isEmpty()) {
      out.println("There is no book: set HOLDFAST_POSTGRES_URI or HOLDFAST_DATA_DIR.");
      return NOT_RUN;
    }
    try (EmbeddedServers servers = EmbeddedServers.start(settings.dataDir(), embedded, false)) {
      String uri =
          settings.postgres().uri().orElseGet(() -> servers.postgres().orElseThrow().uri());
      return run(PostgresOptions.parse(uri), release ? args.get(1) : null);
    }
  }

  /** Proves this book, or releases a wallet of it. */
  int run(PostgresOptions book, String released) {
    try (BookProof proof = BookProof.open(book)) {
      return released == null ? prove(proof) : print(proof.release(UUID.fromString(released)));
    } catch (SQLException | IllegalArgumentException failure) {
      out.println("The book could not be audited: " + failure.getMessage());
      return NOT_RUN;
    }
  }

  private int prove(BookProof proof) throws SQLException {
    int checked = print(proof.checks());
    int balanced = printTrialBalance(proof.trialBalance());
    out.println(
        Math.max(checked, balanced) == PROVEN ? "The book is right." : "THE BOOK IS NOT RIGHT.");
    return Math.max(checked, balanced);
  }

  private int print(List<Check> checks) {
    int result = PROVEN;
    for (Check check : checks) {
      String first = check.firstWallet().map(wallet -> ", first in wallet " + wallet).orElse("");
      out.printf(
          "%-58s %,12d checked  %s%n",
          check.name(),
          check.checked(),
          check.wrong() == 0 ? "ok" : check.wrong() + " WRONG" + first);
      if (check.wrong() > 0) {
        result = DIFFERENCES;
      }
    }
    return result;
  }

  private int printTrialBalance(List<Line> lines) {
    BigDecimal difference = BigDecimal.ZERO;
    out.printf(
        "%n%-9s %-4s %-14s %9s %20s %20s %20s%n",
        "business", "", "account", "accounts", "debits", "credits", "balance");
    for (Line line : lines) {
      BigDecimal balance = line.credits().subtract(line.debits());
      difference = difference.add(balance);
      out.printf(
          "%-9d %-4s %-14s %,9d %,20d %,20d %,20d%n",
          line.business(),
          line.currency(),
          line.account(),
          line.accounts(),
          line.debits().toBigInteger(),
          line.credits().toBigInteger(),
          balance.toBigInteger());
    }
    out.printf("%-83s %,20d%n%n", "sum of all balances, in minor units", difference.toBigInteger());
    return difference.signum() == 0 ? PROVEN : DIFFERENCES;
  }
}
