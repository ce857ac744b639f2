package io.holdfast.http;

import java.util.Locale;

/** What an Accept header asks for. */
final class Accepts {
  private static final String CSV = "text/csv";
  private static final String JSON = "application/json";

  private Accepts() {}

  /** Whether CSV is wanted by name, and not less than JSON; what is malformed asks for nothing. */
  static boolean csv(String accept) {
    if (accept == null) {
      return false;
    }
    int csv = 0;
    int json = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equals(CSV)) {
        csv = Math.max(csv, thousandths(parts));
      } else if (parts[0].strip().equals(JSON)) {
        json = Math.max(json, thousandths(parts));
      }
    }
    return csv > 0 && csv >= json;
  }

  /** The weight of a media range, 0 to 1,000. */
  private static int thousandths(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        String weight = parameter.substring(2);
        if (!weight.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?")) {
          return 0;
        }
        String digits = weight.replace(".", "");
        return Integer.parseInt((digits + "000").substring(0, 4));
      }
    }
    return 1_000;
  }
}
