package io.holdfast.reports;

import static io.holdfast.reports.Column.amount;
import static io.holdfast.reports.Column.code;
import static io.holdfast.reports.Column.id;
import static io.holdfast.reports.Column.movement;
import static io.holdfast.reports.Column.text;
import static io.holdfast.reports.Column.time;

import io.holdfast.ledger.SqlFiles;
import java.util.List;
import java.util.Locale;

/** The reports there are, with their columns in the order of their statements. */
public enum Report {
  /** What was spent: debits and captures above zero, what was given back of them below. */
  USAGE(
      time("date"),
      movement("transaction_id"),
      code("type"),
      text("reference"),
      text("client_reference"),
      text("client_name"),
      id("wallet_id"),
      id("location_id"),
      text("location_name"),
      amount("amount"),
      code(Report.CURRENCY)),
  /** What clients have, now or at a moment. */
  BALANCES(
      text("client_reference"),
      text("client_name"),
      id("wallet_id"),
      amount("amount"),
      amount("held"),
      amount("available"),
      code(Report.CURRENCY)),
  /** What was deposited. */
  DEPOSITS(
      time("date"),
      movement("transaction_id"),
      text("reference"),
      text("client_reference"),
      text("client_name"),
      id("wallet_id"),
      id("location_id"),
      text("location_name"),
      amount("amount"),
      code(Report.CURRENCY),
      text("note")),
  /** What clients are owed, rolled forward from opening to closing. */
  LIABILITY(
      id("location_id"),
      text("location_name"),
      code(Report.CURRENCY),
      amount("opening"),
      amount("loads"),
      amount("rewards"),
      amount("memberships"),
      amount("spend"),
      amount("refunds"),
      amount("credited_refunds"),
      amount("adjustments"),
      amount("closing")),
  /** What locations owe one another for what was loaded at the one and spent at the other. */
  SETTLEMENT(
      id("loaded_at_id"),
      text("loaded_at_name"),
      id("spent_at_id"),
      text("spent_at_name"),
      amount("amount"),
      code(Report.CURRENCY)),
  /** Open authorizations. */
  HOLDS(
      time("created_at"),
      movement("authorization_id"),
      code("status"),
      text("reference"),
      text("client_reference"),
      text("client_name"),
      id("wallet_id"),
      id("location_id"),
      text("location_name"),
      amount("amount"),
      amount("remaining_amount"),
      code(Report.CURRENCY),
      time("expires_at"));

  /** Name of the column that says what amounts are of; every report has it. */
  public static final String CURRENCY = "currency";

  private final String wire = name().toLowerCase(Locale.ROOT);

  @SuppressWarnings("ImmutableEnumChecker") // It is one, made by List.of.
  private final List<Column> columns;

  private final int currencyAt;
  private final String sql;

  Report(Column... columns) {
    this.columns = List.of(columns);
    this.currencyAt = this.columns.indexOf(code("currency"));
    this.sql = SqlFiles.load("report_" + wire);
  }

  /** Its name in paths and files. */
  public String wire() {
    return wire;
  }

  public List<Column> columns() {
    return columns;
  }

  /** Index of the column {@link #CURRENCY}. */
  public int currencyAt() {
    return currencyAt;
  }

  String sql() {
    return sql;
  }
}
