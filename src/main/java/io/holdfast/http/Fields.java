package io.holdfast.http;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What was read from a body: a value for each field that was there, and all that was wrong. The
 * values mean something only if nothing was.
 */
@SuppressWarnings("EnumOrdinal") // a field's slot in an array that lives as long as one request
final class Fields {
  /**
   * Above this many, further faults are not listed: an answer stays in proportion to its request.
   */
  static final int FAULTS_MAX = 100;

  /** Value of a list of choices. */
  record Choices(List<String> texts) {}

  private static final int SLOTS = Field.values().length;

  private final Object[] values = new Object[SLOTS];
  private final long[] numbers = new long[SLOTS];
  private long present;
  private List<InputFault> faults = List.of();

  boolean has(Field field) {
    return (present & (1L << field.ordinal())) != 0;
  }

  /** The text of a text, currency, choice or time zone; null if it was not there. */
  String text(Field field) {
    return (String) values[field.ordinal()];
  }

  /** The id; null if it was not there. */
  UUID uuid(Field field) {
    return (UUID) values[field.ordinal()];
  }

  /** The number, amount or time; {@code absent} if it was not there. */
  long number(Field field, long absent) {
    return has(field) ? numbers[field.ordinal()] : absent;
  }

  boolean flag(Field field) {
    return numbers[field.ordinal()] != 0;
  }

  /** The metadata; null if there was none or it was empty. */
  Metadata metadata() {
    return (Metadata) values[Field.METADATA.ordinal()];
  }

  /** The chosen texts, in the caller's order; empty if it was not there. */
  List<String> choices(Field field) {
    return values[field.ordinal()] instanceof Choices chosen ? chosen.texts() : List.of();
  }

  List<InputFault> faults() {
    return faults;
  }

  void put(Field field, Object value) {
    values[field.ordinal()] = value;
    present |= 1L << field.ordinal();
  }

  void put(Field field, long number) {
    numbers[field.ordinal()] = number;
    present |= 1L << field.ordinal();
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
    faults = new ArrayList<>();
    reject(InputFault.inBody("", detail));
  }
}
