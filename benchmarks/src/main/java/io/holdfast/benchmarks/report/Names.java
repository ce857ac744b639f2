package io.holdfast.benchmarks.report;

/** What subjects and mixes are called where people read. */
final class Names {
  private Names() {}

  static String subject(String subject) {
    return switch (subject) {
      case "holdfast" -> "Holdfast";
      case "json" -> "Plain JSON exchange";
      case "row" -> "A transaction a request";
      case "row-lock" -> "The same, FOR UPDATE";
      case "pgbench" -> "pgbench, no HTTP";
      case "gate" -> "The gate alone";
      case "ledger" -> "The ledger alone";
      default -> subject;
    };
  }

  static String mix(String mix) {
    return switch (mix) {
      case "debit" -> "Debits";
      case "authorize-capture" -> "Authorize and capture";
      case "authorize-void" -> "Authorize and void";
      case "credit" -> "Credits";
      case "reads" -> "Reads";
      case "declines" -> "Declines";
      case "replays" -> "Replays";
      case "batches" -> "Batches";
      default -> mix;
    };
  }

  /** Class of the page's style. */
  static String colour(String subject) {
    return switch (subject) {
      case "holdfast" -> "c1";
      case "json" -> "c5";
      case "row", "row-lock" -> "c3";
      case "pgbench" -> "c4";
      default -> "c2";
    };
  }
}
