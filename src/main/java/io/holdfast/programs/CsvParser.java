package io.holdfast.programs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values as RFC 4180 describes them, as the bytes come in: fields in quotes
 * with commas, line ends and doubled quotes in them; lines that end in CRLF, LF or CR; a byte order
 * mark. Empty lines are passed over. Keeps no more than one record, of bounded size.
 *
 * <p>By bytes, since none of the signs that matter is a part of another character in UTF-8. The
 * parsers at hand pull from a stream and would block for it. Confined to one thread.
 */
final class CsvParser {
  /** Above this a field is no reference, name or amount; its record is a fault. */
  static final int FIELD_BYTES_MAX = 4_096;

  static final int FIELDS_MAX = 32;

  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  /** Where records go. */
  interface Sink {
    /**
     * A record.
     *
     * @param line of the file on which it begins, from 1
     * @param fields null for one that is not UTF-8
     */
    void record(int line, List<String> fields);

    /** A record that cannot be read. */
    void fault(int line, String detail);
  }

  private enum State {
    FIELD_BEGINS,
    PLAIN,
    QUOTED,
    /** After a quote in a quoted field: its end, or the first half of a quote in it. */
    QUOTE
  }

  private final Sink sink;
  private final byte[] field = new byte[FIELD_BYTES_MAX];
  private final List<String> fields = new ArrayList<>();
  private State state = State.FIELD_BEGINS;
  private int length;
  private int mark;
  private boolean started;
  private boolean afterReturn;
  private int line = 1;
  private int begunAt = 1;
  private boolean empty = true;
  private String fault;

  CsvParser(Sink sink) {
    this.sink = sink;
  }

  /** The next bytes of the file. */
  void feed(byte[] bytes) {
    for (byte each : bytes) {
      if (!started && each == (byte) BYTE_ORDER_MARK[mark]) {
        mark++;
        started = mark == BYTE_ORDER_MARK.length;
        continue;
      }
      if (!started) {
        started = true;
        for (int i = 0; i < mark; i++) {
          take((byte) BYTE_ORDER_MARK[i]);
        }
      }
      take(each);
    }
  }

  /** The file is over. */
  void end() {
    if (state == State.QUOTED) {
      fault = "a quote is never closed";
    }
    endRecord();
  }

  private void take(byte each) {
    boolean secondHalf = each == '\n' && afterReturn;
    afterReturn = each == '\r';
    if (state == State.QUOTED) {
      quoted(each, secondHalf);
    } else if (!secondHalf) {
      plain(each);
    }
  }

  private void quoted(byte each, boolean secondHalf) {
    if (each == '"') {
      state = State.QUOTE;
      return;
    }
    if ((each == '\n' && !secondHalf) || each == '\r') {
      line++;
    }
    keep(each);
  }

  private void plain(byte each) {
    switch (each) {
      case ',' -> {
        empty = false;
        endField();
      }
      case '\n', '\r' -> {
        endRecord();
        line++;
        begunAt = line;
      }
      case '"' -> quote();
      default -> {
        if (state == State.QUOTE) {
          fault = "something follows a closing quote";
        }
        empty = false;
        state = State.PLAIN;
        keep(each);
      }
    }
  }

  private void quote() {
    empty = false;
    if (state == State.QUOTE) {
      keep((byte) '"');
      state = State.QUOTED;
    } else if (state == State.FIELD_BEGINS) {
      state = State.QUOTED;
    } else {
      fault = "a quote stands in a field that does not begin with one";
    }
  }

  private void keep(byte each) {
    if (length < FIELD_BYTES_MAX) {
      field[length++] = each;
    } else {
      fault = "a field has more than " + FIELD_BYTES_MAX + " bytes";
    }
  }

  private void endField() {
    if (fields.size() < FIELDS_MAX) {
      fields.add(text());
    } else {
      fault = "there are more than " + FIELDS_MAX + " fields";
    }
    length = 0;
    state = State.FIELD_BEGINS;
  }

  private String text() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(field, 0, length))
          .toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  private void endRecord() {
    endField();
    if (fault != null) {
      sink.fault(begunAt, fault);
    } else if (!empty) {
      sink.record(begunAt, new ArrayList<>(fields));
    }
    fields.clear();
    fault = null;
    empty = true;
  }
}
