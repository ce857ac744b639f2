package io.holdfast.ledger;

import io.holdfast.ledger.Committer.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for a lane: who waits himself first, then what is patient. Each in the order in which
 * it came.
 */
final class LaneQueue {
  /**
   * A batch with somebody in it who waits is filled up to this with what is patient: it costs
   * little more then, and nobody waits for the longest that a statement may be.
   */
  private static final int BESIDE_MAX = 64;

  /** So many go along even so, if there are as many of the others as there can be. */
  private static final int BESIDE_MIN = 16;

  private final ArrayDeque<Waiting> first = new ArrayDeque<>();
  private final ArrayDeque<Waiting> patient = new ArrayDeque<>();

  void add(Waiting waiting) {
    (waiting.origin().isPatient() ? patient : first).add(waiting);
  }

  int size() {
    return first.size() + patient.size();
  }

  boolean isEmpty() {
    return first.isEmpty() && patient.isEmpty();
  }

  /** Takes what shall be committed together, at most {@code batchMax} operations. */
  List<Waiting> nextBatch(int batchMax) {
    int least = Math.min(patient.size(), Math.min(BESIDE_MIN, batchMax / 4));
    int ofFirst = Math.min(first.size(), batchMax - least);
    int beside = ofFirst == 0 ? batchMax : Math.max(least, BESIDE_MAX - ofFirst);
    return take(ofFirst, Math.min(Math.min(patient.size(), beside), batchMax - ofFirst));
  }

  /** Takes all there is. */
  List<Waiting> drain() {
    return take(first.size(), patient.size());
  }

  private List<Waiting> take(int ofFirst, int ofPatient) {
    List<Waiting> taken = new ArrayList<>(ofFirst + ofPatient);
    for (int i = 0; i < ofFirst; i++) {
      taken.add(first.poll());
    }
    for (int i = 0; i < ofPatient; i++) {
      taken.add(patient.poll());
    }
    return taken;
  }
}
