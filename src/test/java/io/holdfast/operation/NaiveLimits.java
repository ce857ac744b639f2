package io.holdfast.operation;

import io.holdfast.operation.Rules.Approved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Limits over hash maps, in one window that does not end. Confined to one thread. */
public final class NaiveLimits {
  /**
   * A limit of the book's business.
   *
   * @param scope 1 each wallet, 2 one location, 3 the business
   * @param location number of the location, or 0
   */
  public record Definition(int number, int scope, int location, long maxAmount, long maxCount) {
    Long subject(Operation operation, int at) {
      return switch (scope) {
        case 1 -> Long.valueOf(operation.wallet());
        case 2 -> at == location ? Long.valueOf(at) : null;
        default -> Long.valueOf(operation.origin().business());
      };
    }
  }

  private record Window(int limit, long subject) {}

  private final Map<Integer, Definition> definitions = new TreeMap<>();

  /* Amount and count: of windows, and of the payments charged to them. */
  private final Map<Window, long[]> usage = new HashMap<>();
  private final Map<String, Map<Window, long[]>> charges = new HashMap<>();

  /** Adds a limit, or changes how much it allows. */
  public void define(Definition definition) {
    definitions.put(definition.number(), definition);
  }

  /** Limit, subject, amount and count of every window that ever took something. */
  public List<List<String>> usage() {
    List<List<String>> rows = new ArrayList<>();
    usage.forEach(
        (window, taken) -> {
          if (charged(window)) {
            rows.add(
                List.of(
                    Integer.toString(window.limit()),
                    Long.toString(window.subject()),
                    Long.toString(taken[0]),
                    Long.toString(taken[1])));
          }
        });
    return rows;
  }

  private boolean charged(Window window) {
    return charges.values().stream().anyMatch(each -> each.containsKey(window));
  }

  /** As much of a spend that is covered as there is room for; 0 if a limit says no. */
  long room(Operation operation, int location, long granted) {
    long least = granted;
    for (Definition limit : definitions.values()) {
      long[] taken = taken(limit, operation, location);
      if (taken != null) {
        boolean counts = operation.kind() != OperationKind.INCREMENT;
        if (counts && taken[1] + 1 > limit.maxCount()) {
          return 0;
        }
        least = Math.min(least, limit.maxAmount() - taken[0]);
      }
    }
    return least == granted || operation.allowsPartial() ? Math.max(0, least) : 0;
  }

  private long[] taken(Definition limit, Operation operation, int location) {
    Long subject = limit.subject(operation, location);
    return subject == null
        ? null
        : usage.computeIfAbsent(new Window(limit.number(), subject), first -> new long[2]);
  }

  /**
   * Charges, or gives back.
   *
   * @param payment sequence of the hold or debit that it is about
   */
  void applied(Operation operation, Approved approved, int location, long payment) {
    String key = operation.wallet() + ":" + payment;
    switch (operation.kind()) {
      case AUTHORIZE, INCREMENT -> charge(operation, location, key, approved.heldChange());
      case DEBIT -> charge(operation, location, key, -approved.amount());
      case CAPTURE, VOID, EXPIRE -> release(key, approved.amount() - approved.heldChange());
      case REFUND -> {
        if (operation instanceof Operation.Refund refund && refund.undoes()) {
          release(key, approved.amount());
        }
      }
      default -> {}
    }
  }

  private void charge(Operation operation, int location, String key, long amount) {
    long count = operation.kind() == OperationKind.INCREMENT ? 0 : 1;
    for (Definition limit : definitions.values()) {
      long[] taken = taken(limit, operation, location);
      if (taken != null) {
        Window window = new Window(limit.number(), limit.subject(operation, location));
        long[] charged =
            charges
                .computeIfAbsent(key, first -> new HashMap<>())
                .computeIfAbsent(window, first -> new long[2]);
        for (long[] each : Arrays.asList(taken, charged)) {
          each[0] += amount;
          each[1] += count;
        }
      }
    }
  }

  private void release(String key, long amount) {
    charges
        .getOrDefault(key, Map.of())
        .forEach(
            (window, charged) -> {
              long[] taken = usage.get(window);
              long back = Math.min(amount, charged[0]);
              taken[0] -= back;
              charged[0] -= back;
              if (charged[0] == 0) {
                taken[1] -= charged[1];
                charged[1] = 0;
              }
            });
  }
}
