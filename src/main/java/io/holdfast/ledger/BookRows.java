package io.holdfast.ledger;

import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Source;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.Wallet;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Rows of the book as values, by the columns that the statements of {@link Reads} agree on. */
final class BookRows {
  /** Up to here and from 1970 on, PostgreSQL and Java can name every moment: 9999-12-31. */
  private static final long MILLIS_MAX = 253_402_300_799_999L;

  private BookRows() {}

  static Wallet wallet(Row row) {
    return new Wallet(
        row.getUUID(0),
        row.getLong(1),
        row.getInteger(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        new WalletState(
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            WalletStatus.ofCode(row.getInteger(9)),
            row.getLong(10)),
        millis(row, 11));
  }

  static Balance balance(Row row, int first) {
    return new Balance(row.getLong(first), row.getLong(first + 1), row.getLong(first + 2));
  }

  static Receipt.Transaction transaction(Row row) {
    long wallet = row.getLong(1);
    OperationKind kind = OperationKind.ofCode(row.getInteger(4));
    return new Receipt.Transaction(
        Ids.movement(millis(row, 14), wallet, row.getLong(3)),
        row.getUUID(0),
        kind,
        row.getLong(5),
        row.getString(2),
        row.getInteger(6),
        row.getString(7),
        row.getString(8),
        kind == OperationKind.CAPTURE ? target(row, wallet, 10) : null,
        kind == OperationKind.REFUND ? target(row, wallet, 11) : null,
        source(row, 18),
        row.getString(12),
        row.getInteger(13),
        millis(row, 14),
        balance(row, 15));
  }

  static Receipt.Authorization authorization(Row row) {
    long createdAtMillis = millis(row, 13);
    return new Receipt.Authorization(
        Ids.movement(createdAtMillis, row.getLong(1), row.getLong(2)),
        row.getUUID(0),
        HoldStatus.ofCode(row.getInteger(3)),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        row.getInteger(9),
        row.getString(10),
        row.getString(11),
        millis(row, 12),
        createdAtMillis,
        balance(row, 14));
  }

  static long millis(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant().toEpochMilli();
  }

  /** The moment as a parameter; what PostgreSQL could not name becomes the nearest it can. */
  static OffsetDateTime moment(long millis) {
    long nameable = Math.max(0, Math.min(millis, MILLIS_MAX));
    return Instant.ofEpochMilli(nameable).atOffset(ZoneOffset.UTC);
  }

  /** Whether this transaction is the second half of a payment's move. */
  static boolean endsMove(Row row) {
    return OperationKind.ofCode(row.getInteger(4)) == OperationKind.DEBIT && row.getLong(9) != null;
  }

  static Lookups.Place place(Row row, int first) {
    Long house = row.getLong(first + 2);
    return house == null
        ? null
        : new Lookups.Place(row.getInteger(first), row.getString(first + 1), house);
  }

  static Source source(Row row, int first) {
    Long number = row.getLong(first);
    return number == null
        ? null
        : new Source(
            number,
            Source.Kind.ofWire(row.getString(first + 1)),
            row.getUUID(first + 2),
            row.getString(first + 3));
  }

  /** Id of the row this one is about, or null: a refund of a sale outside names none. */
  private static UUID target(Row row, long wallet, int madeAt) {
    Long sequence = row.getLong(9);
    return sequence == null ? null : Ids.movement(millis(row, madeAt), wallet, sequence);
  }
}
