package io.holdfast.benchmarks.report;

import java.util.Locale;

/**
 * HTML being written. Text and attributes are escaped, whatever they hold. Attributes are given as
 * names and values in turn.
 */
final class Html {
  private final StringBuilder out = new StringBuilder();

  Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  /** A whole element with text in it. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** A shape of a picture, which has nothing in it but what is shown when it is pointed at. */
  Html shape(String tag, String title, String... attributes) {
    open(tag, attributes);
    if (!title.isEmpty()) {
      element("title", title);
    }
    return close(tag);
  }

  /** As it is: of this program, never of a run. */
  Html verbatim(String ours) {
    out.append(ours);
    return this;
  }

  Html line() {
    out.append('\n');
    return this;
  }

  /** Short, for coordinates. */
  static String at(double coordinate) {
    String text = String.format(Locale.ROOT, "%.1f", coordinate);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
