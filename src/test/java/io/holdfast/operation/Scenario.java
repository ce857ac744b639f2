package io.holdfast.operation;

import io.holdfast.operation.Operation.Adjust;
import io.holdfast.operation.Operation.Authorize;
import io.holdfast.operation.Operation.Block;
import io.holdfast.operation.Operation.Capture;
import io.holdfast.operation.Operation.Credit;
import io.holdfast.operation.Operation.Debit;
import io.holdfast.operation.Operation.Expire;
import io.holdfast.operation.Operation.Increment;
import io.holdfast.operation.Operation.Move;
import io.holdfast.operation.Operation.Refund;
import io.holdfast.operation.Operation.Terms;
import io.holdfast.operation.Operation.VoidHold;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Plays a table of events, one a line, and writes down what came of each.
 *
 * <pre>
 *  verb   key  subject  amount  modifiers  -> outcome
 * </pre>
 *
 * A line without an arrow prepares: {@code pending} makes a deposit, {@code cancel} drops it. Holds
 * and transactions are named by the key that made them. Lines that are the same to the arrow are
 * the same request. Modifiers: {@code partial}, {@code open} (a capture that is not final), {@code
 * EUR} (a wrong currency), {@code stranger} (another business), {@code forged} (a made-up id). An
 * outcome is what happened, and after the bar the wallet's balance, held and available; of a hold:
 * status, amount/captured/voided; of a transaction: amount; of a refusal for lack of funds: what is
 * available.
 */
final class Scenario {
  private static final int EXPIRES_IN_SECONDS = 3_600;
  private static final WalletRef NOWHERE = new WalletRef(Ids.wallet(1, Ids.NUMBER_MAX), "USD");
  private static final Map<String, OperationKind> CREDITS =
      Map.of(
          "deposit", OperationKind.DEPOSIT,
          "giveback", OperationKind.REFUND,
          "reward", OperationKind.REWARD,
          "membership", OperationKind.MEMBERSHIP);

  private final ScenarioBook book;
  private final Map<String, WalletRef> wallets = new HashMap<>();
  private final Map<String, UUID> made = new HashMap<>();
  private final Map<String, Pending> deposits = new HashMap<>();

  private record Pending(WalletRef wallet, long amount, Source source) {}

  private Scenario(ScenarioBook book) {
    this.book = book;
  }

  /** The table with the outcomes that it really had. */
  static String play(String table, ScenarioBook book) {
    Scenario scenario = new Scenario(book);
    StringBuilder played = new StringBuilder();
    for (String line : table.lines().toList()) {
      played.append(scenario.played(line)).append('\n');
    }
    return played.toString();
  }

  private String played(String line) {
    int arrow = line.indexOf("->");
    String event = arrow < 0 ? line : line.substring(0, arrow);
    List<String> words = List.of(event.strip().split("\\s+"));
    switch (words.get(0)) {
      case "wallet" -> {
        long limit = words.size() > 2 ? Long.parseLong(words.get(2)) : 0;
        wallets.put(words.get(1), book.open(limit));
        return line;
      }
      case "pending" -> {
        WalletRef ref = wallets.get(words.get(2));
        long amount = Long.parseLong(words.get(3));
        deposits.put(words.get(1), new Pending(ref, amount, book.pend(ref, amount)));
        return line;
      }
      case "cancel" -> {
        book.cancel(deposits.get(words.get(1)).source());
        return line;
      }
      case "end" -> {
        book.end(made.get(words.get(1)));
        return line;
      }
      default -> {
        Answer answer = book.submit(operation(words));
        if (answer instanceof Answer.Done done && done.receipt() != null && !done.replayed()) {
          made.putIfAbsent(words.get(1), done.receipt().id());
        }
        return event + "-> " + outcome(answer);
      }
    }
  }

  private Operation operation(List<String> words) {
    Set<String> modifiers = Set.copyOf(words.subList(3, words.size()));
    boolean stranger = modifiers.contains("stranger");
    Origin origin =
        new Origin(
            stranger ? book.business() + 1_000 : book.business(),
            7,
            OperationKey.of(words.get(1)),
            words.toString().hashCode());
    String verb = words.get(0);
    String subject = words.get(2);
    long amount = words.size() > 3 ? amount(words.get(3)) : 0;
    return switch (verb) {
      case "complete" -> completion(origin, deposits.get(subject));
      case "capture", "void", "increment", "expire", "refund", "move" ->
          onMovement(verb, origin, movement(subject, modifiers), amount, modifiers);
      default -> onWallet(verb, origin, wallet(subject, modifiers), amount, modifiers);
    };
  }

  private Operation onMovement(
      String verb, Origin origin, MovementRef ref, long amount, Set<String> modifiers) {
    return switch (verb) {
      case "capture" -> new Capture(origin, ref, amount, !modifiers.contains("open"));
      case "void" -> new VoidHold(origin, ref, amount);
      case "increment" -> new Increment(origin, ref, amount);
      case "expire" -> new Expire(origin, ref);
      case "move" -> new Move(origin, ref, new Details(0, "moved", null, null), 0);
      default -> new Refund(origin, ref, amount, new Details(0, "refund", null, null));
    };
  }

  private Operation completion(Origin origin, Pending deposit) {
    return new Credit(
        origin,
        OperationKind.DEPOSIT,
        deposit.wallet(),
        deposit.amount(),
        Details.NONE,
        book.house(),
        deposit.source());
  }

  private Operation onWallet(
      String verb, Origin origin, WalletRef ref, long amount, Set<String> modifiers) {
    Details details = new Details(3, "sale", null, "{\"a\":\"b\"}");
    boolean partial = modifiers.contains("partial");
    long house = book.house();
    if (CREDITS.containsKey(verb)) {
      return new Credit(origin, CREDITS.get(verb), ref, amount, details, house);
    }
    return switch (verb) {
      case "debit" -> new Debit(origin, ref, amount, partial, details, house);
      case "authorize" ->
          new Authorize(origin, ref, amount, amount, partial, EXPIRES_IN_SECONDS, details, house);
      case "adjust" -> new Adjust(origin, ref, amount, details, house);
      case "limit" -> new Terms(origin, ref, null, amount);
      case "closeWithLimit" -> new Terms(origin, ref, WalletStatus.CLOSED, amount);
      case "activate" -> new Terms(origin, ref, WalletStatus.ACTIVE, null);
      case "freeze" -> new Terms(origin, ref, WalletStatus.FROZEN, null);
      case "close" -> new Terms(origin, ref, WalletStatus.CLOSED, null);
      case "fence" -> new Block(origin, OperationKind.FENCE, ref.number());
      case "retract" -> new Block(origin, OperationKind.RETRACT, ref.number());
      default -> throw new IllegalArgumentException("no such verb: " + verb);
    };
  }

  private WalletRef wallet(String name, Set<String> modifiers) {
    WalletRef ref = name.equals("nowhere") ? NOWHERE : wallets.get(name);
    UUID id = ref.id();
    UUID forged = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ 1);
    return new WalletRef(
        modifiers.contains("forged") ? forged : id,
        modifiers.contains("EUR") ? "EUR" : ref.currency());
  }

  private MovementRef movement(String name, Set<String> modifiers) {
    UUID id = made.get(name);
    long earlier = modifiers.contains("forged") ? 1 : 0;
    return new MovementRef(
        Ids.movement(Ids.millis(id) - earlier, Ids.number(id), Ids.sequence(id)));
  }

  private static long amount(String word) {
    return word.matches("[+-]?[0-9]+") ? Long.parseLong(word) : 0;
  }

  private static String outcome(Answer answer) {
    if (answer instanceof Answer.KeyReused) {
      return "key_reused";
    } else if (answer instanceof Answer.Refused refused) {
      boolean funds = refused.reason() == Refusal.INSUFFICIENT_FUNDS;
      return (refused.replayed() ? "again " : "")
          + refused.reason().wire()
          + (funds ? " " + refused.available() : "");
    } else if (answer instanceof Answer.Done done) {
      return (done.replayed() ? "again " : "") + outcome(Optional.ofNullable(done.receipt()));
    }
    return answer.toString();
  }

  private static String outcome(Optional<Receipt> receipt) {
    boolean movedNothing =
        receipt
            .filter(it -> !(it instanceof Receipt.Transaction moved) || moved.amount() != 0)
            .isEmpty();
    if (movedNothing) {
      return "done";
    } else if (receipt.get() instanceof Receipt.Authorization hold) {
      String asked = hold.requested() == hold.amount() ? "" : " of " + hold.requested();
      return "%s %d/%d/%d%s | %s"
          .formatted(
              hold.status().wire(),
              hold.amount(),
              hold.captured(),
              hold.voided(),
              asked,
              text(hold.wallet()));
    }
    if (receipt.get() instanceof Receipt.Move move) {
      return "moved %d | %s".formatted(move.refund().amount(), text(move.wallet()));
    }
    Receipt.Transaction moved = (Receipt.Transaction) receipt.get();
    return "%+d | %s".formatted(moved.amount(), text(moved.wallet()));
  }

  private static String text(Balance wallet) {
    return wallet.balance() + " " + wallet.held() + " " + wallet.available();
  }
}
