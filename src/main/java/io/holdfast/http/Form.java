package io.holdfast.http;

import java.util.Arrays;
import java.util.List;

/** The fields that the body of one kind of request may have, and those it must have. */
@SuppressWarnings("EnumOrdinal") // a field's slot, in arrays that live no longer than the process
final class Form {
  private static final byte NONE = -1;

  private final Field[] fields;
  private final long required;

  /** Place of each field in what is read, by ordinal. Made late: a form may be part of a field. */
  private volatile byte[] slots;

  private int slotCount;

  /** Of a request without a body. */
  static final Form EMPTY = of(0);

  /**
   * @param fields at most 63, with those of the objects among them
   * @param required bit n for the n-th field
   */
  Form(List<Field> fields, long required) {
    this.fields = fields.toArray(Field[]::new);
    this.required = required;
  }

  /** A form whose first {@code required} fields must be there. */
  static Form of(int required, Field... fields) {
    return new Form(List.of(fields), (1L << required) - 1);
  }

  int size() {
    return fields.length;
  }

  Field field(int index) {
    return fields[index];
  }

  boolean requires(int index) {
    return (required & (1L << index)) != 0;
  }

  /** Place of a field of this form, or of an object in it, in what is read; -1 if it has none. */
  int slot(Field field) {
    return slots()[field.ordinal()];
  }

  /** How many places a body of this form takes, those of the objects in it included. */
  int slotCount() {
    return slots() == null ? 0 : slotCount;
  }

  private byte[] slots() {
    byte[] known = slots;
    return known == null ? findSlots() : known;
  }

  private synchronized byte[] findSlots() {
    if (slots == null) {
      byte[] found = new byte[Field.values().length];
      Arrays.fill(found, NONE);
      slotCount = number(this, found, 0);
      slots = found;
    }
    return slots;
  }

  private static int number(Form form, byte[] found, int from) {
    int next = from;
    for (Field field : form.fields) {
      if (found[field.ordinal()] == NONE) {
        found[field.ordinal()] = (byte) next++;
      }
      if (field.members() != null) {
        next = number(field.members(), found, next);
      }
    }
    return next;
  }

  /** Index of the field with this name, or -1. */
  int indexOf(String name) {
    for (int i = 0; i < fields.length; i++) {
      if (fields[i].wire().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
