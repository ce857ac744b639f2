package io.holdfast.authorize;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Operations that came one after the other, and take effect in that order where they touch the same
 * wallet; those of different wallets do not wait for one another.
 *
 * <p>An operation is answered as if it had been submitted when the one before it on its wallet was
 * answered. To be faster than that, those that wait for the same one go together: they are reserved
 * in one call of the gate and posted in one batch, in their order, as long as none of them needs a
 * second look. How many may be under way is up to who submits them. Bound to one event loop; use
 * one for each series.
 */
public final class Succession implements Submitter {
  /** Of a wallet's, so many go together: more would hold its lock for longer than a batch does. */
  private static final int TOGETHER_MAX = 256;

  /** Stands for an empty line; nothing is ever added to it. */
  private static final ArrayDeque<Waiting> NOBODY = new ArrayDeque<>(0);

  private final Submitter single;
  private final Together together;
  private final Map<Long, ArrayDeque<Waiting>> underWay = new HashMap<>();

  private record Waiting(Operation operation, Promise<Answer> answer) {}

  /**
   * @param single where an operation goes that is the only one of its wallet
   */
  Succession(Submitter single, Together together) {
    this.single = single;
    this.together = together;
  }

  @Override
  public Future<Answer> submit(Operation operation) {
    long wallet = operation.wallet();
    ArrayDeque<Waiting> line = underWay.get(wallet);
    if (line == null) {
      // Without a queue of its own until somebody waits: most wallets are met once.
      underWay.put(wallet, NOBODY);
      return single.submit(operation).onComplete(answered -> next(wallet));
    }
    if (line == NOBODY) {
      line = new ArrayDeque<>();
      underWay.put(wallet, line);
    }
    Promise<Answer> answer = Promise.promise();
    line.add(new Waiting(operation, answer));
    return answer.future();
  }

  /** Those before are answered: now those go that have waited for it. */
  private void next(long wallet) {
    ArrayDeque<Waiting> line = underWay.get(wallet);
    if (line.isEmpty()) {
      underWay.remove(wallet);
      return;
    }
    List<Waiting> some = take(line);
    List<Future<Answer>> answers =
        some.size() == 1
            ? List.of(single.submit(some.get(0).operation()))
            : together.submit(some.stream().map(Waiting::operation).toList());
    int[] left = {some.size()};
    for (int i = 0; i < some.size(); i++) {
      Promise<Answer> answer = some.get(i).answer();
      answers
          .get(i)
          .onComplete(
              result -> {
                answer.handle(result);
                left[0]--;
                if (left[0] == 0) {
                  next(wallet);
                }
              });
    }
  }

  /**
   * The first in the line, and those behind it that may go with it: of its kind, since one that
   * raises the balance has to be seen by the one that spends it, and under other keys, since of two
   * with the same key the second one asks for the answer of the first. One that takes what is there
   * waits for those before it: a repetition among them reserves, for as long as nobody knows that
   * it is one, and less would be there.
   */
  private List<Waiting> take(ArrayDeque<Waiting> line) {
    List<Waiting> taken = new ArrayList<>();
    boolean spends = line.peek().operation().reserves() > 0;
    int max = together.isOrdered() ? TOGETHER_MAX : 1;
    Set<UUID> keys = new HashSet<>();
    while (taken.size() < max && !line.isEmpty()) {
      Operation first = line.peek().operation();
      if (first.reserves() > 0 != spends
          || (!taken.isEmpty() && first.allowsPartial())
          || !keys.add(first.origin().key().hash())) {
        break;
      }
      taken.add(line.poll());
    }
    return taken;
  }
}
