package io.holdfast.benchmarks.report;

import static io.holdfast.benchmarks.report.Html.at;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Curves over two axes, as a picture in the page. Colours are classes of the page's style. */
final class Plot {
  private static final double WIDTH = 860;
  private static final double HEIGHT = 380;
  private static final double LEFT = 64;
  private static final double RIGHT = 140;
  private static final double TOP = 14;
  private static final double BOTTOM = 48;
  private static final double LABEL_HEIGHT = 14;

  /** A point, and what is said of it; from low to high is a bar through it, if they differ. */
  record Point(double x, double y, double low, double high, String title) {
    static Point of(double x, double y) {
      return new Point(x, y, y, y, "");
    }
  }

  /**
   * A curve.
   *
   * @param colour class of the style
   * @param marked whether its points are shown
   */
  record Curve(String colour, String label, List<Point> points, boolean marked) {}

  private record Label(Curve curve, double y) {}

  private final String what;
  private final Scale x;
  private final Scale y;
  private final String xLabel;
  private final String yLabel;
  private final List<Curve> curves = new ArrayList<>();

  /**
   * @param what it shows, for those who do not see it
   */
  Plot(String what, Scale x, String xLabel, Scale y, String yLabel) {
    this.what = what;
    this.x = x;
    this.y = y;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  Plot curve(Curve curve) {
    curves.add(curve);
    return this;
  }

  /** A line across, of what is not to be passed; left out where it is off the picture. */
  Plot bound(double value, String text) {
    if (value >= y.from() && value <= y.to()) {
      List<Point> across = List.of(Point.of(x.from(), value), Point.of(x.to(), value));
      curves.add(new Curve("bound", text, across, false));
    }
    return this;
  }

  void write(Html out) {
    out.open("svg", "viewBox", "0 0 " + at(WIDTH) + " " + at(HEIGHT), "role", "img");
    out.element("title", what);
    writeAxes(out);
    curves.forEach(curve -> writeCurve(out, curve));
    writeLabels(out);
    out.close("svg").line();
  }

  private void writeAxes(Html out) {
    for (Scale.Mark mark : y.marks()) {
      double at = top(mark.value());
      line(out, "grid", LEFT, at, WIDTH - RIGHT, at);
      out.element("text", mark.text(), "class", "tick end", "x", at(LEFT - 8), "y", at(at + 4));
    }
    for (Scale.Mark mark : x.marks()) {
      double at = left(mark.value());
      line(out, "grid", at, TOP, at, HEIGHT - BOTTOM);
      out.element(
          "text", mark.text(), "class", "tick middle", "x", at(at), "y", at(HEIGHT - BOTTOM + 18));
    }
    double middle = (LEFT + WIDTH - RIGHT) / 2;
    out.element("text", xLabel, "class", "axis middle", "x", at(middle), "y", at(HEIGHT - 8));
    double height = (TOP + HEIGHT - BOTTOM) / 2;
    out.element(
        "text",
        yLabel,
        "class",
        "axis middle",
        "transform",
        "translate(14 " + at(height) + ") rotate(-90)");
  }

  private void writeCurve(Html out, Curve curve) {
    StringBuilder path = new StringBuilder();
    for (Point point : curve.points()) {
      path.append(path.isEmpty() ? "M" : "L")
          .append(at(left(point.x())))
          .append(' ')
          .append(at(top(point.y())));
    }
    out.shape("path", curve.label(), "class", "line " + curve.colour(), "d", path.toString());
    for (Point point : curve.points()) {
      if (point.high() > point.low()) {
        double at = left(point.x());
        line(out, "whisker " + curve.colour(), at, top(point.low()), at, top(point.high()));
      }
      if (curve.marked()) {
        out.shape(
            "circle",
            point.title(),
            "class",
            "dot " + curve.colour(),
            "cx",
            at(left(point.x())),
            "cy",
            at(top(point.y())),
            "r",
            "3.5");
      }
    }
  }

  /** At the ends of the curves, moved apart where they would lie on one another. */
  private void writeLabels(Html out) {
    List<Label> labels = new ArrayList<>();
    for (Curve curve : curves) {
      if (!curve.points().isEmpty()) {
        labels.add(new Label(curve, top(curve.points().get(curve.points().size() - 1).y())));
      }
    }
    labels.sort(Comparator.comparingDouble(Label::y));
    double highest = HEIGHT - BOTTOM - (labels.size() - 1) * LABEL_HEIGHT;
    double next = TOP;
    for (Label label : labels) {
      next = Math.max(next, Math.min(label.y(), highest));
      highest += LABEL_HEIGHT;
      double end = left(label.curve().points().get(label.curve().points().size() - 1).x());
      line(out, "leader " + label.curve().colour(), end + 5, label.y(), WIDTH - RIGHT + 14, next);
      out.element(
          "text",
          label.curve().label(),
          "class",
          "label " + label.curve().colour(),
          "x",
          at(WIDTH - RIGHT + 18),
          "y",
          at(next + 4));
      next += LABEL_HEIGHT;
    }
  }

  private static void line(Html out, String style, double x1, double y1, double x2, double y2) {
    out.shape("line", "", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
  }

  private double left(double value) {
    return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
  }

  private double top(double value) {
    return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
  }
}
