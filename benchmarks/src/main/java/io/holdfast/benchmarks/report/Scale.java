package io.holdfast.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** An axis: where a value lies between its ends, and where it has marks. */
record Scale(boolean isLog, double from, double to, List<Mark> marks) {
  /** Steps of an axis that are easy to read, in each power of ten. */
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  /** A mark with a word, or, without one, a mere line. */
  record Mark(double value, String text) {}

  /** From 0 to a round number over the highest value. */
  static Scale linear(double max, int marks, DoubleFunction<String> text) {
    double rough = Math.max(max, 1e-9) / marks;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (double candidate : STEPS) {
      step = candidate * power;
      if (step >= rough) {
        break;
      }
    }
    List<Mark> all = new ArrayList<>();
    int count = (int) Math.ceil(max / step - 1e-9);
    for (int i = 0; i <= count; i++) {
      all.add(new Mark(i * step, text.apply(i * step)));
    }
    return new Scale(false, 0, Math.max(1, count) * step, all);
  }

  /** Over whole steps of 1, 2 and 5 times a power of ten; both values are more than 0. */
  static Scale log(double min, double max, DoubleFunction<String> text) {
    double from = Double.NaN;
    List<Mark> all = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(min)); ; power++) {
      for (int step : new int[] {1, 2, 5}) {
        double value = step * Math.pow(10, power);
        if (value <= min * 1.0001) {
          from = value;
          all.clear();
        }
        all.add(new Mark(value, text.apply(value)));
        if (value >= max * 0.9999) {
          return new Scale(true, from, value, all);
        }
      }
    }
  }

  /** Of percentiles: marks at one in 1, 2, 10, 100, … */
  static Scale percentiles(double maxOneIn) {
    List<Mark> all = new ArrayList<>();
    all.add(new Mark(1, "0"));
    all.add(new Mark(2, "50"));
    String text = "90";
    double oneIn = 10;
    while (oneIn <= maxOneIn * 1.0001) {
      all.add(new Mark(oneIn, text));
      text = text.equals("90") ? "99" : text.equals("99") ? "99.9" : text + "9";
      oneIn *= 10;
    }
    return new Scale(true, 1, Math.max(maxOneIn, 2), all);
  }

  /** From 0 at the one end to 1 at the other. */
  double position(double value) {
    return isLog
        ? (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))
        : (value - from) / (to - from);
  }
}
