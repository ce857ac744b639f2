package io.holdfast.programs;

import io.holdfast.money.Amounts;
import io.holdfast.money.Currencies;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns records of a file into lines of an import: the first one names the columns, each other one
 * is good, or is all that is wrong with it. Confined to one thread.
 */
final class ImportFile implements CsvParser.Sink {
  /** Columns, in the order of a line's errors. */
  enum Column {
    CLIENT_REFERENCE(1),
    CLIENT_NAME(2),
    CURRENCY(3),
    BALANCE(4),
    CREDIT_LIMIT(5);

    private final int place;
    private final String wire = name().toLowerCase(Locale.ROOT);

    Column(int place) {
      this.place = place;
    }

    String wire() {
      return wire;
    }

    int place() {
      return place;
    }

    private boolean optional() {
      return this == CLIENT_NAME || this == CREDIT_LIMIT;
    }
  }

  private static final int REFERENCE_MAX = 100;
  private static final int NAME_MAX = 200;

  private final CsvParser parser = new CsvParser(this);
  private final Map<Column, Integer> places = new EnumMap<>(Column.class);
  private int columns;
  private String headFault;
  private int count;
  private List<ImportLine> lines = new ArrayList<>();
  private List<LineError> errors = new ArrayList<>();

  /** What was read since the last time. */
  record Piece(int count, List<ImportLine> lines, List<LineError> errors) {}

  void feed(byte[] bytes) {
    parser.feed(bytes);
  }

  void end() {
    parser.end();
    if (columns == 0 && headFault == null) {
      headFault = "the file is empty";
    }
  }

  /** Why nothing of the file can be used, or null. */
  String headFault() {
    return headFault;
  }

  int size() {
    return count;
  }

  Piece take() {
    Piece piece = new Piece(count, lines, errors);
    count = 0;
    lines = new ArrayList<>();
    errors = new ArrayList<>();
    return piece;
  }

  @Override
  public void fault(int line, String detail) {
    if (columns == 0) {
      headFault = "the first line cannot be read: " + detail;
    } else {
      count++;
      errors.add(new LineError(line, 0, null, detail));
    }
  }

  @Override
  public void record(int line, List<String> fields) {
    if (headFault != null) {
      return;
    }
    if (columns == 0) {
      head(fields);
      return;
    }
    count++;
    if (fields.size() != columns) {
      String detail = "has " + fields.size() + " fields, where the first line has " + columns;
      errors.add(new LineError(line, 0, null, detail));
      return;
    }
    new Reading(line, fields).read();
  }

  private void head(List<String> names) {
    columns = names.size();
    for (int i = 0; i < names.size(); i++) {
      Column column = column(names.get(i));
      if (column == null || places.put(column, i) != null) {
        headFault =
            "the first line must name the columns, each once: client_reference, client_name,"
                + " currency, balance, credit_limit";
        return;
      }
    }
    for (Column column : Column.values()) {
      if (!column.optional() && !places.containsKey(column)) {
        headFault = "the column " + column.wire() + " is missing";
        return;
      }
    }
  }

  private static Column column(String name) {
    for (Column column : Column.values()) {
      if (name != null && column.wire().equals(name.strip())) {
        return column;
      }
    }
    return null;
  }

  /** One record. */
  private final class Reading {
    private final int line;
    private final List<String> fields;
    private boolean good = true;

    Reading(int line, List<String> fields) {
      this.line = line;
      this.fields = fields;
    }

    void read() {
      String reference = text(Column.CLIENT_REFERENCE, REFERENCE_MAX);
      String name = text(Column.CLIENT_NAME, NAME_MAX);
      String currency = value(Column.CURRENCY);
      if (!Currencies.known(currency)) {
        reject(Column.CURRENCY, "must be an ISO 4217 code");
      }
      Long balance = amount(Column.BALANCE, -Amounts.MAX);
      Long limit = amount(Column.CREDIT_LIMIT, 0);
      if (good && balance < 0 && (limit == null || -balance > limit)) {
        reject(Column.BALANCE, "is below zero by more than the line's credit_limit");
      }
      if (good && balance + (limit == null ? 0 : limit) > Amounts.MAX) {
        reject(Column.CREDIT_LIMIT, "with the balance is more than can be kept");
      }
      if (good) {
        lines.add(new ImportLine(line, reference, name, currency, balance, limit));
      }
    }

    /** The field, empty if there is no such column, or if it is not readable. */
    private String value(Column column) {
      Integer place = places.get(column);
      if (place == null) {
        return "";
      }
      String text = fields.get(place);
      if (text == null) {
        reject(column, "must be UTF-8");
        return "";
      }
      return text;
    }

    private String text(Column column, int max) {
      String text = value(column);
      if (text.isEmpty()) {
        if (!column.optional()) {
          reject(column, "must not be empty");
        }
        return null;
      }
      if (text.codePoints().anyMatch(each -> Character.getType(each) == Character.CONTROL)) {
        reject(column, "must not contain control characters");
      } else if (text.codePointCount(0, text.length()) > max) {
        reject(column, "must have at most " + max + " characters");
      }
      return text;
    }

    private Long amount(Column column, long min) {
      String text = value(column).strip();
      if (text.isEmpty() && column.optional()) {
        return null;
      }
      long amount = text.matches("-?[0-9]{1,16}") ? Long.parseLong(text) : Long.MIN_VALUE;
      if (amount < min || amount > Amounts.MAX) {
        reject(column, "must be an integer of minor units from " + min + " to " + Amounts.MAX);
      }
      return amount;
    }

    private void reject(Column column, String detail) {
      good = false;
      boolean told =
          errors.stream()
              .skip(Math.max(0, errors.size() - 8))
              .anyMatch(error -> error.line() == line && error.place() == column.place());
      if (!told) {
        errors.add(new LineError(line, column.place(), column.wire(), detail));
      }
    }
  }
}
