package io.holdfast.benchmarks.report;

import static io.holdfast.benchmarks.report.Html.at;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Bars across, one below the other, of one part or of several, as a picture in the page. */
final class Bars {
  private static final double WIDTH = 860;
  private static final double LEFT = 250;
  private static final double RIGHT = 130;
  private static final double ROW = 34;
  private static final double BAR = 18;
  private static final double FOOT = 26;

  /** A part of a bar. */
  record Part(String colour, String name, double value) {}

  /**
   * A bar.
   *
   * @param low to {@code high}: a whisker at its end, if they differ
   * @param said behind it
   */
  record Bar(String name, List<Part> parts, double low, double high, String said) {
    static Bar of(String name, String colour, Spread spread, String said) {
      return new Bar(
          name,
          List.of(new Part(colour, name, spread.median())),
          spread.low(),
          spread.high(),
          said);
    }

    double length() {
      return parts.stream().mapToDouble(Part::value).sum();
    }
  }

  private final String what;
  private final DoubleFunction<String> format;
  private final List<Bar> bars = new ArrayList<>();

  /**
   * @param what it shows, for those who do not see it
   * @param format of the axis and of what is said of a part
   */
  Bars(String what, DoubleFunction<String> format) {
    this.what = what;
    this.format = format;
  }

  Bars bar(Bar bar) {
    bars.add(bar);
    return this;
  }

  boolean isEmpty() {
    return bars.isEmpty();
  }

  void write(Html out) {
    double max =
        bars.stream().mapToDouble(bar -> Math.max(bar.length(), bar.high())).max().orElse(1);
    Scale scale = Scale.linear(max, 6, Figures::brief);
    double height = bars.size() * ROW + FOOT;
    out.open("svg", "viewBox", "0 0 " + at(WIDTH) + " " + at(height), "role", "img");
    out.element("title", what);
    for (Scale.Mark mark : scale.marks()) {
      double at = left(scale, mark.value());
      out.shape(
          "line",
          "",
          "class",
          "grid",
          "x1",
          at(at),
          "y1",
          "4",
          "x2",
          at(at),
          "y2",
          at(height - FOOT));
      out.element(
          "text", mark.text(), "class", "tick middle", "x", at(at), "y", at(height - FOOT + 18));
    }
    for (int i = 0; i < bars.size(); i++) {
      write(out, bars.get(i), scale, i * ROW + ROW / 2);
    }
    out.close("svg").line();
  }

  private void write(Html out, Bar bar, Scale scale, double middle) {
    out.element("text", bar.name(), "class", "name end", "x", at(LEFT - 12), "y", at(middle + 4));
    double from = 0;
    for (Part part : bar.parts()) {
      double left = left(scale, from);
      from += part.value();
      out.shape(
          "rect",
          part.name() + ": " + format.apply(part.value()),
          "class",
          "bar " + part.colour(),
          "x",
          at(left),
          "y",
          at(middle - BAR / 2),
          "width",
          at(Math.max(0, left(scale, from) - left)),
          "height",
          at(BAR));
    }
    double end = left(scale, from);
    if (bar.high() > bar.low()) {
      end = Math.max(end, left(scale, bar.high()));
      String whisker = "M%s %sV%sM%s %sH%sM%s %sV%s";
      double low = left(scale, bar.low());
      double high = left(scale, bar.high());
      out.shape(
          "path",
          format.apply(bar.low()) + " to " + format.apply(bar.high()),
          "class",
          "whisker strong",
          "d",
          whisker.formatted(
              at(low),
              at(middle - 5),
              at(middle + 5),
              at(low),
              at(middle),
              at(high),
              at(high),
              at(middle - 5),
              at(middle + 5)));
    }
    out.element("text", bar.said(), "class", "value", "x", at(end + 8), "y", at(middle + 4));
  }

  private static double left(Scale scale, double value) {
    return LEFT + scale.position(value) * (WIDTH - LEFT - RIGHT);
  }
}
