package io.holdfast.ledger;

import io.holdfast.foresight.Course;
import io.holdfast.foresight.Foreseen;
import io.holdfast.foresight.KnownWallet;
import io.holdfast.foresight.Step;
import io.holdfast.operation.Details;
import io.holdfast.operation.HoldState;
import io.holdfast.operation.Operation.Authorize;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Turns what was decided ahead into the array parameters of the SQL function {@code post_foreseen}.
 */
final class ForeseenBatch {
  /* Of the wallets, in ascending order of their numbers. */
  private final Long[] number;
  private final Long[][] before = new Long[4][];
  private final Long[][] after = new Long[3][];

  /* Of the operations, in their order. */
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

  /* What is told of, if it is more than the operations: a capture is told twice. */
  private List<Long> toldWallet;
  private List<Long> toldSequence;

  private ForeseenBatch(List<Course> courses, int size) {
    number = new Long[courses.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = new Long[courses.size()];
    }
    for (int i = 0; i < after.length; i++) {
      after[i] = new Long[courses.size()];
    }
    for (int i = 0; i < number.length; i++) {
      KnownWallet from = courses.get(i).from();
      number[i] = from.number();
      before[0][i] = from.version();
      before[1][i] = from.balance();
      before[2][i] = from.held();
      before[3][i] = from.creditLimit();
    }
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
    ForeseenBatch batch = new ForeseenBatch(foreseen.wallets(), steps.size());
    int first = steps.get(0).operation().origin().business();
    Integer business = first;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      batch.put(i, step);
      business = step.operation().origin().business() == first ? business : null;
    }
    return batch.tuple(business);
  }

  private void put(int i, Step step) {
    Origin origin = step.operation().origin();
    Details details = step.operation().details();
    int course = step.course().place();
    wallet[i] = number[course];
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
    // The last one of a wallet stays.
    after[0][course] = sequence[i];
    after[1][course] = balance[i];
    after[2][course] = held[i];
    if (toldWallet != null) {
      tell(wallet[i], sequence[i]);
    }
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
      if (toldWallet == null) {
        toldWallet = new ArrayList<>(Arrays.asList(wallet).subList(0, i + 1));
        toldSequence = new ArrayList<>(Arrays.asList(sequence).subList(0, i + 1));
      }
      tell(wallet[i], -sequence[i]);
    }
  }

  private void tell(Long ofWallet, Long signedSequence) {
    toldWallet.add(ofWallet);
    toldSequence.add(signedSequence);
  }

  private Tuple tuple(Integer business) {
    List<Object> columns = new ArrayList<>(37);
    columns.add(number);
    columns.addAll(Arrays.asList(before));
    columns.addAll(Arrays.asList(after));
    columns.add(business);
    addOperations(columns);
    addHolds(columns);
    columns.add(toldWallet == null ? null : toldWallet.toArray(new Long[0]));
    columns.add(toldSequence == null ? null : toldSequence.toArray(new Long[0]));
    return Tuple.from(columns);
  }

  private void addOperations(List<Object> columns) {
    Object[] operations = {
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
      unlessEmpty(metadata)
    };
    columns.addAll(Arrays.asList(operations));
  }

  private void addHolds(List<Object> columns) {
    columns.add(unlessEmpty(holdAmount));
    columns.add(unlessEmpty(holdCaptured));
    columns.add(unlessEmpty(holdVoided));
    columns.add(unlessEmpty(holdStatus));
    boolean opens = !opened.isEmpty();
    columns.add(opens ? opened.toArray(new Integer[0]) : null);
    columns.add(opens ? openedBusiness.toArray(new Integer[0]) : null);
    columns.add(opens ? openedRequested.toArray(new Long[0]) : null);
    columns.add(opens ? openedExpiresIn.toArray(new Integer[0]) : null);
    columns.add(moved.isEmpty() ? null : moved.toArray(new Integer[0]));
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
