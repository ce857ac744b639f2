package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.holdfast.operation.Receipt;
import io.holdfast.people.Directory;
import io.holdfast.programs.Deposit;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * Deposits as JSON; what {@code deposit_document()} makes of them for events is the same. Safe from
 * any thread.
 */
final class DepositDocuments {
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString WALLET_ID = new SerializedString("wallet_id");
  private static final SerializedString LOCATION_ID = new SerializedString("location_id");
  private static final SerializedString TRANSACTION_ID = new SerializedString("transaction_id");
  private static final SerializedString CREATED_AT = new SerializedString("created_at");
  private static final SerializedString COMPLETED_AT = new SerializedString("completed_at");
  private static final SerializedString CANCELLED_AT = new SerializedString("cancelled_at");

  private final Directory directory;
  private final Documents documents;

  DepositDocuments(Directory directory, Documents documents) {
    this.directory = directory;
    this.documents = documents;
  }

  Buffer deposit(Deposit deposit) {
    return Json.write(json -> deposit(json, deposit));
  }

  void deposit(JsonGenerator json, Deposit deposit) throws IOException {
    json.writeStartObject();
    members(json, deposit);
    json.writeEndObject();
  }

  /** What completing a deposit is answered with: also what the wallet has after it. */
  void completed(JsonGenerator json, Deposit deposit, Receipt.Transaction credit)
      throws IOException {
    json.writeStartObject();
    members(json, deposit.completedBy(credit));
    Documents.wallet(json, credit.wallet());
    json.writeEndObject();
  }

  private void members(JsonGenerator json, Deposit deposit) throws IOException {
    Documents.id(json, ID, deposit.id());
    Documents.id(json, WALLET_ID, deposit.wallet().id());
    json.writeNumberField("amount", deposit.amount());
    json.writeStringField("currency", deposit.wallet().currency());
    json.writeStringField("status", deposit.status().wire());
    Documents.id(json, LOCATION_ID, directory.locationId(deposit.details().location()));
    json.writeStringField("reference", deposit.details().reference());
    json.writeStringField("note", deposit.details().note());
    Documents.id(json, TRANSACTION_ID, deposit.transactionId());
    documents.actor(json, deposit.actor());
    Documents.time(json, CREATED_AT, deposit.createdAtMillis());
    Documents.time(json, COMPLETED_AT, deposit.completedAtMillis());
    Documents.time(json, CANCELLED_AT, deposit.cancelledAtMillis());
  }
}
