package io.holdfast.ledger;

import io.holdfast.operation.Details;
import io.holdfast.operation.Exceeded;
import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Operation.Capture;
import io.holdfast.operation.Operation.Refund;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/** Reads a row of the SQL type {@code posted}, of which the operation supplies the rest. */
final class PostedRow {
  private static final int APPLIED = 0;
  private static final int REPEATED = 1;

  private PostedRow() {}

  /** Place of the row's operation in its batch, from 1. */
  static int ordinal(Row row) {
    return row.getInteger(0);
  }

  static Posted read(Row row, Operation operation) {
    int status = row.getShort(1);
    if (status == APPLIED) {
      long gain = row.getLong(6) - row.getLong(7);
      return new Posted.Applied(row.getLong(2), gain, receipt(row, operation));
    }
    if (status == REPEATED) {
      OperationKind kind = OperationKind.ofCode(row.getShort(11));
      return new Posted.Repeated(kind, row.getLong(12), row.getLong(2));
    }
    Long available = row.getLong(10);
    Refusal reason = Refusal.ofCode(status);
    return new Posted.Refused(
        reason,
        available == null ? 0 : available,
        reason == Refusal.VELOCITY_EXCEEDED
            ? new Exceeded(row.getString(20), millis(row, 21))
            : null);
  }

  private static Receipt receipt(Row row, Operation operation) {
    if (operation instanceof Operation.Move move) {
      return moved(row, move);
    }
    if (operation.kind() == OperationKind.CAPTURE || operation.kind().transactionType() == null) {
      return operation.kind().concernsHold() ? authorization(row, operation) : null;
    }
    return transaction(row, operation);
  }

  /** What stands in the columns of a hold is what was moved from where. */
  private static Receipt.Move moved(Row row, Operation.Move move) {
    long createdAtMillis = millis(row, 3);
    long amount = row.getLong(14);
    Balance after = balance(row);
    Balance between =
        new Balance(after.balance() + amount, after.held(), after.available() + amount);
    Receipt.Transaction refund =
        new Receipt.Transaction(
            Ids.movement(createdAtMillis, move.wallet(), row.getLong(2) - 1),
            row.getUUID(4),
            OperationKind.REFUND,
            amount,
            row.getString(5),
            Math.toIntExact(row.getLong(15)),
            row.getString(19),
            move.details().note(),
            null,
            move.original().id(),
            null,
            null,
            move.origin().actor(),
            createdAtMillis,
            between);
    Receipt.Transaction debit =
        new Receipt.Transaction(
            Ids.movement(createdAtMillis, move.wallet(), row.getLong(2)),
            row.getUUID(4),
            OperationKind.DEBIT,
            -amount,
            row.getString(5),
            row.getInteger(13),
            move.details().reference(),
            move.details().note(),
            null,
            null,
            null,
            null,
            move.origin().actor(),
            createdAtMillis,
            after);
    return new Receipt.Move(refund, debit);
  }

  private static Receipt.Transaction transaction(Row row, Operation operation) {
    long createdAtMillis = millis(row, 3);
    Details details = operation.details();
    UUID refunds = operation instanceof Refund refund ? refund.original().id() : null;
    return new Receipt.Transaction(
        Ids.movement(createdAtMillis, operation.wallet(), row.getLong(2)),
        row.getUUID(4),
        operation.kind(),
        row.getLong(6),
        row.getString(5),
        row.getInteger(13),
        details.reference(),
        details.note(),
        null,
        refunds,
        operation.source(),
        details.metadata(),
        operation.origin().actor(),
        createdAtMillis,
        balance(row));
  }

  private static Receipt.Authorization authorization(Row row, Operation operation) {
    Long target = null;
    String reference = row.getString(19);
    String metadata = row.getString(20);
    if (operation instanceof Operation.Authorize authorize) {
      target = row.getLong(2);
      reference = authorize.details().reference();
      metadata = authorize.details().metadata();
    } else if (operation instanceof Capture capture) {
      target = capture.hold().sequence();
    } else if (operation instanceof Operation.VoidHold voided) {
      target = voided.hold().sequence();
    } else if (operation instanceof Operation.Increment increment) {
      target = increment.hold().sequence();
    } else if (operation instanceof Operation.Expire expire) {
      target = expire.hold().sequence();
    }
    if (target == null) {
      throw new IllegalStateException(operation.kind() + " concerns no hold");
    }
    long createdAtMillis = millis(row, 22);
    return new Receipt.Authorization(
        Ids.movement(createdAtMillis, operation.wallet(), target),
        row.getUUID(4),
        HoldStatus.ofCode(row.getShort(18)),
        row.getLong(14),
        row.getLong(15),
        row.getLong(16),
        row.getLong(17),
        row.getString(5),
        row.getInteger(13),
        reference,
        metadata,
        millis(row, 21),
        createdAtMillis,
        balance(row));
  }

  private static Balance balance(Row row) {
    return new Balance(row.getLong(8), row.getLong(9), row.getLong(10));
  }

  private static long millis(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant().toEpochMilli();
  }
}
