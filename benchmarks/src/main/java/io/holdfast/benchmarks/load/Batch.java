package io.holdfast.benchmarks.load;

import java.nio.ByteBuffer;

/** A batch of debits, each of a wallet of its own choice and under a key of its own. */
final class Batch implements Unit {
  private static final int OK = 200;

  private final Template template;
  private final Wallets wallets;
  private final int operations;
  private final long moves;
  private final ByteBuffer request;
  private final int[] chosen;
  private final Outcome[] results;
  private Outcome outcome = Outcome.FAILED;

  Batch(Template template, Wallets wallets, int operations, long moves) {
    this.template = template;
    this.wallets = wallets;
    this.operations = operations;
    this.moves = moves;
    this.request = template.newRequest();
    this.chosen = new int[operations];
    this.results = new Outcome[operations];
    if (template.walletPlaces() != operations) {
      throw new IllegalArgumentException("a batch names one wallet for each operation");
    }
  }

  @Override
  public ByteBuffer begin(long count) {
    for (int i = 0; i < operations; i++) {
      chosen[i] = wallets.next();
      template.putWallet(request, i, wallets.id(chosen[i]));
    }
    template.putCountsFrom(request, count * operations);
    return request;
  }

  @Override
  public ByteBuffer next(Answered answered) {
    outcome = answered.refused() ? Outcome.REFUSED : Outcome.FAILED;
    if (answered.status() == OK) {
      outcome = answered.results(results) == operations ? worst() : Outcome.FAILED;
    }
    return null;
  }

  /**
   * Each operation stands alone: what was applied has moved money, however its neighbours ended.
   */
  private Outcome worst() {
    Outcome worst = Outcome.SUCCEEDED;
    for (int i = 0; i < operations; i++) {
      if (results[i] == Outcome.SUCCEEDED) {
        wallets.moved(chosen[i], moves);
      }
      worst = results[i].compareTo(worst) > 0 ? results[i] : worst;
    }
    return worst;
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }
}
