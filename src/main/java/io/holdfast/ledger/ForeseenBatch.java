package io.holdfast.ledger;

import io.holdfast.foresight.Course;
import io.holdfast.foresight.Foreseen;
import io.holdfast.foresight.Step;
import io.holdfast.operation.Details;
import io.holdfast.operation.HoldState;
import io.holdfast.operation.Operation.Authorize;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Turns what was decided ahead into the array parameters of the SQL function {@code post_foreseen}.
 */
final class ForeseenBatch {
  private final Long[] wallet;
  private final Long[] sequence;
  private final Short[] kind;
  private final UUID[] key;
  private final Long[] fingerprint;
  private final Long[] amount;
  private final Long[] heldChange;
  private final Long[] balance;
  private final Long[] held;
  private final Long[] available;
  private final Long[] house;
  private final Long[] target;
  private final Integer[] location;
  private final Integer[] actor;
  private final String[] reference;
  private final String[] note;
  private final String[] metadata;
  private final Long[] holdAmount;
  private final Long[] holdCaptured;
  private final Long[] holdVoided;
  private final Short[] holdStatus;

  /* Of the authorizations among them, places from 1. */
  private final List<Integer> opened = new ArrayList<>();
  private final List<Integer> openedBusiness = new ArrayList<>();
  private final List<Long> openedRequested = new ArrayList<>();
  private final List<Integer> openedExpiresIn = new ArrayList<>();
  private final List<Integer> moved = new ArrayList<>();

  /* What is told of; needed where a capture is, which is told twice. */
  private final List<Long> toldWallet = new ArrayList<>();
  private final List<Long> toldSequence = new ArrayList<>();
  private boolean captures;

  private ForeseenBatch(int size) {
    wallet = new Long[size];
    sequence = new Long[size];
    kind = new Short[size];
    key = new UUID[size];
    fingerprint = new Long[size];
    amount = new Long[size];
    heldChange = new Long[size];
    balance = new Long[size];
    held = new Long[size];
    available = new Long[size];
    house = new Long[size];
    target = new Long[size];
    location = new Integer[size];
    actor = new Integer[size];
    reference = new String[size];
    note = new String[size];
    metadata = new String[size];
    holdAmount = new Long[size];
    holdCaptured = new Long[size];
    holdVoided = new Long[size];
    holdStatus = new Short[size];
  }

  static Tuple parameters(Foreseen foreseen) {
    List<Step> steps = foreseen.steps();
    ForeseenBatch batch = new ForeseenBatch(steps.size());
    int first = steps.get(0).operation().origin().business();
    Integer business = first;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      batch.put(i, step);
      business = step.operation().origin().business() == first ? business : null;
    }
    return batch.tuple(foreseen.wallets(), business);
  }

  private void put(int i, Step step) {
    Origin origin = step.operation().origin();
    Details details = step.operation().details();
    wallet[i] = step.wallet().number();
    sequence[i] = step.sequence();
    kind[i] = (short) step.operation().kind().code();
    key[i] = origin.key().hash();
    fingerprint[i] = origin.fingerprint();
    amount[i] = step.approved().amount();
    heldChange[i] = step.approved().heldChange();
    balance[i] = step.after().balance();
    held[i] = step.after().held();
    available[i] = step.after().available();
    house[i] = step.house();
    target[i] = step.target();
    location[i] = step.location();
    actor[i] = origin.actor();
    reference[i] = details.reference();
    note[i] = details.note();
    metadata[i] = details.metadata();
    toldWallet.add(wallet[i]);
    toldSequence.add(sequence[i]);
    if (step.approved().hold() != null) {
      put(i, step, step.approved().hold());
    }
  }

  private void put(int i, Step step, HoldState hold) {
    holdAmount[i] = hold.amount();
    holdCaptured[i] = hold.captured();
    holdVoided[i] = hold.voided();
    holdStatus[i] = (short) hold.status().code();
    if (step.operation() instanceof Authorize authorize) {
      opened.add(i + 1);
      openedBusiness.add(authorize.origin().business());
      openedRequested.add(authorize.requested());
      openedExpiresIn.add(authorize.expiresInSeconds());
    } else {
      moved.add(i + 1);
    }
    if (step.operation().kind() == OperationKind.CAPTURE) {
      captures = true;
      toldWallet.add(wallet[i]);
      toldSequence.add(-sequence[i]);
    }
  }

  private Tuple tuple(List<Course> courses, Integer business) {
    int size = courses.size();
    Long[] number = new Long[size];
    Long[][] before = {new Long[size], new Long[size], new Long[size], new Long[size]};
    Long[][] after = {new Long[size], new Long[size], new Long[size]};
    for (int i = 0; i < size; i++) {
      Course course = courses.get(i);
      number[i] = course.from().number();
      before[0][i] = course.from().version();
      before[1][i] = course.from().balance();
      before[2][i] = course.from().held();
      before[3][i] = course.from().creditLimit();
      after[0][i] = course.state().version();
      after[1][i] = course.state().balance();
      after[2][i] = course.state().held();
    }
    return Tuple.from(
        new Object[] {
          number,
          before[0],
          before[1],
          before[2],
          before[3],
          after[0],
          after[1],
          after[2],
          business,
          wallet,
          sequence,
          kind,
          key,
          fingerprint,
          amount,
          heldChange,
          balance,
          held,
          available,
          house,
          unlessEmpty(target),
          location,
          actor,
          unlessEmpty(reference),
          unlessEmpty(note),
          unlessEmpty(metadata),
          unlessEmpty(holdAmount),
          unlessEmpty(holdCaptured),
          unlessEmpty(holdVoided),
          unlessEmpty(holdStatus),
          opened.isEmpty() ? null : opened.toArray(new Integer[0]),
          opened.isEmpty() ? null : openedBusiness.toArray(new Integer[0]),
          opened.isEmpty() ? null : openedRequested.toArray(new Long[0]),
          opened.isEmpty() ? null : openedExpiresIn.toArray(new Integer[0]),
          moved.isEmpty() ? null : moved.toArray(new Integer[0]),
          captures ? toldWallet.toArray(new Long[0]) : null,
          captures ? toldSequence.toArray(new Long[0]) : null
        });
  }

  /** A column that nobody has anything in is cheaper left away. */
  private static <T> T[] unlessEmpty(T[] column) {
    for (T element : column) {
      if (element != null) {
        return column;
      }
    }
    return null;
  }
}
