package io.holdfast.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** A table: in the page, and in Markdown. */
final class Table {
  /**
   * A cell.
   *
   * @param small behind the text, smaller; may be empty
   * @param style class of the page's style
   * @param link where it leads, or empty
   */
  record Cell(String text, String small, String style, String link) {}

  private final List<Cell> head = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  static Cell text(String text) {
    return new Cell(text, "", "", "");
  }

  static Cell number(String text) {
    return new Cell(text, "", "n", "");
  }

  /** Median, and lowest to highest. */
  static Cell number(Optional<Spread> spread, DoubleFunction<String> format) {
    return new Cell(Figures.of(spread, format), Figures.range(spread, format), "n", "");
  }

  static Cell link(String text, String to) {
    return new Cell(text, "", "", to);
  }

  static Cell verdict(boolean good, String yes, String no) {
    return new Cell(good ? yes : no, "", good ? "good" : "bad", "");
  }

  /**
   * @param columns those of numbers begin with {@code #}
   */
  static Table of(String... columns) {
    Table table = new Table();
    for (String column : columns) {
      table.head.add(column.startsWith("#") ? number(column.substring(1)) : text(column));
    }
    return table;
  }

  Table row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void write(Html out) {
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (Cell cell : head) {
      out.element("th", cell.text(), "scope", "col", "class", cell.style());
    }
    out.close("tr").close("thead").open("tbody").line();
    for (List<Cell> row : rows) {
      out.open("tr");
      row.forEach(cell -> write(out, cell));
      out.close("tr").line();
    }
    out.close("tbody").close("table").close("div").line();
  }

  private static void write(Html out, Cell cell) {
    out.open("td", "class", cell.style());
    if (cell.link().isEmpty()) {
      out.text(cell.text());
    } else {
      out.element("a", cell.text(), "href", cell.link());
    }
    if (!cell.small().isEmpty()) {
      out.text(" ").element("small", cell.small());
    }
    out.close("td");
  }

  void writeMarkdown(StringBuilder out) {
    out.append('|');
    head.forEach(cell -> out.append(' ').append(escaped(cell.text())).append(" |"));
    out.append("\n|");
    head.forEach(cell -> out.append(cell.style().equals("n") ? "---:|" : "---|"));
    out.append('\n');
    for (List<Cell> row : rows) {
      out.append('|');
      for (Cell cell : row) {
        out.append(' ').append(escaped(cell.text()));
        if (!cell.small().isEmpty()) {
          out.append(" (").append(escaped(cell.small())).append(')');
        }
        out.append(" |");
      }
      out.append('\n');
    }
  }

  /** Nothing in a cell ends it, or becomes markup. */
  static String escaped(String text) {
    return text.replaceAll("[\\r\\n]+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\|`*_\\[\\]])", "\\\\$1");
  }
}
