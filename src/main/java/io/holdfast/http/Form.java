package io.holdfast.http;

import java.util.List;

/** The fields that the body of one kind of request may have, and those it must have. */
final class Form {
  private final Field[] fields;
  private final long required;

  /**
   * @param fields at most 63
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
