package io.holdfast.http;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What was read from a body: a value for each field that was there, and all that was wrong. The
 * values mean something only if nothing was.
 */
final class Fields {
  /**
   * Above this many, further faults are not listed: an answer stays in proportion to its request.
   */
  static final int FAULTS_MAX = 100;

  /** Value of a list of choices, ids or currencies. */
  record Choices(List<String> texts) {}

  private final Form form;
  private final Object[] values;
  private final long[] numbers;
  private long present;
  private List<InputFault> faults = List.of();
  private boolean unreadable;

  /** For what a body of this form says. */
  Fields(Form form) {
    this.form = form;
    this.values = new Object[form.slotCount()];
    this.numbers = new long[form.slotCount()];
  }

  boolean has(Field field) {
    int slot = form.slot(field);
    return slot >= 0 && (present & (1L << slot)) != 0;
  }

  /** The text of a text, currency, choice or time zone; null if it was not there. */
  String text(Field field) {
    return (String) value(field);
  }

  /** The id; null if it was not there. */
  UUID uuid(Field field) {
    return (UUID) value(field);
  }

  /** The number, amount or time; {@code absent} if it was not there. */
  long number(Field field, long absent) {
    return has(field) ? numbers[form.slot(field)] : absent;
  }

  boolean flag(Field field) {
    return has(field) && numbers[form.slot(field)] != 0;
  }

  /** The metadata; null if there was none or it was empty. */
  Metadata metadata() {
    return (Metadata) value(Field.METADATA);
  }

  /** The members of a list, in the caller's order; empty if it was not there. */
  List<String> choices(Field field) {
    return value(field) instanceof Choices chosen ? chosen.texts() : List.of();
  }

  private Object value(Field field) {
    int slot = form.slot(field);
    return slot < 0 ? null : values[slot];
  }

  List<InputFault> faults() {
    return faults;
  }

  /** Whether the body could not be read to its end: it is no JSON. */
  boolean isUnreadable() {
    return unreadable;
  }

  void put(Field field, Object value) {
    int slot = form.slot(field);
    values[slot] = value;
    present |= 1L << slot;
  }

  void put(Field field, long number) {
    int slot = form.slot(field);
    numbers[slot] = number;
    present |= 1L << slot;
  }

  /** Says what a body says that leaves this field out. */
  void putAbsent(Field field) {
    if (field.absent() instanceof Boolean flag) {
      put(field, flag ? 1 : 0);
    } else if (field.absent() != null) {
      put(field, field.absent());
    }
  }

  void reject(InputFault fault) {
    if (faults.isEmpty()) {
      faults = new ArrayList<>();
    }
    if (faults.size() < FAULTS_MAX) {
      faults.add(fault);
    }
  }

  /** Forgets what was wrong so far: the body could not be read to its end. */
  void rejectAll(String detail) {
    unreadable = true;
    faults = new ArrayList<>();
    reject(InputFault.inBody("", detail));
  }
}
