package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.holdfast.ledger.Page;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Source;
import io.holdfast.people.Actor;
import io.holdfast.people.Directory;
import io.holdfast.wallet.Ascii;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Wallet;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.UUID;

/** The things of the API as JSON. Every documented field is always there. Safe from any thread. */
final class Documents {
  /** Bytes of an id or a time on their way into a document. */
  private static final ThreadLocal<byte[]> SCRATCH =
      ThreadLocal.withInitial(() -> new byte[Math.max(Ascii.ID_LENGTH, Timestamps.LENGTH)]);

  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString WALLET_ID = new SerializedString("wallet_id");
  private static final SerializedString TYPE = new SerializedString("type");
  private static final SerializedString STATUS = new SerializedString("status");
  private static final SerializedString AMOUNT = new SerializedString("amount");
  private static final SerializedString REQUESTED = new SerializedString("requested_amount");
  private static final SerializedString CAPTURED = new SerializedString("captured_amount");
  private static final SerializedString VOIDED = new SerializedString("voided_amount");
  private static final SerializedString REMAINING = new SerializedString("remaining_amount");
  private static final SerializedString CURRENCY = new SerializedString("currency");
  private static final SerializedString BALANCE_AFTER = new SerializedString("balance_after");
  private static final SerializedString LOCATION_ID = new SerializedString("location_id");
  private static final SerializedString REFERENCE = new SerializedString("reference");
  private static final SerializedString NOTE = new SerializedString("note");
  private static final SerializedString SOURCE = new SerializedString("source");
  private static final SerializedString AUTHORIZATION_ID = new SerializedString("authorization_id");
  private static final SerializedString REFUNDS = new SerializedString("refunds");
  private static final SerializedString METADATA = new SerializedString("metadata");
  private static final SerializedString ACTOR = new SerializedString("actor");
  private static final SerializedString NAME = new SerializedString("name");
  static final SerializedString EXPIRES_AT = new SerializedString("expires_at");
  static final SerializedString CREATED_AT = new SerializedString("created_at");
  private static final SerializedString WALLET = new SerializedString("wallet");
  private static final SerializedString BALANCE = new SerializedString("balance");
  private static final SerializedString HELD = new SerializedString("held");
  private static final SerializedString AVAILABLE = new SerializedString("available");

  private final Directory directory;

  Documents(Directory directory) {
    this.directory = directory;
  }

  /** Writes one thing. */
  interface Form<T> {
    void write(JsonGenerator json, T thing) throws IOException;
  }

  Buffer receipt(Receipt receipt) {
    return Json.write(json -> receipt(json, receipt));
  }

  void receipt(JsonGenerator json, Receipt receipt) throws IOException {
    if (receipt instanceof Receipt.Transaction transaction) {
      transaction(json, transaction);
    } else if (receipt instanceof Receipt.Authorization authorization) {
      authorization(json, authorization);
    } else if (receipt instanceof Receipt.Move move) {
      json.writeStartObject();
      json.writeFieldName("refund");
      transaction(json, move.refund());
      json.writeFieldName("debit");
      transaction(json, move.debit());
      json.writeEndObject();
    }
  }

  static <T> Buffer page(Page<T> page, Form<T> form) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("data");
          for (T thing : page.data()) {
            form.write(json, thing);
          }
          json.writeEndArray();
          json.writeStringField("next_cursor", page.next());
          json.writeEndObject();
        });
  }

  void transaction(JsonGenerator json, Receipt.Transaction made) throws IOException {
    json.writeStartObject();
    id(json, ID, made.id());
    id(json, WALLET_ID, made.walletId());
    text(json, TYPE, made.kind().transactionType());
    number(json, AMOUNT, made.amount());
    text(json, CURRENCY, made.currency());
    number(json, BALANCE_AFTER, made.wallet().balance());
    id(json, LOCATION_ID, directory.locationId(made.location()));
    text(json, REFERENCE, made.reference());
    text(json, NOTE, made.note());
    source(json, made.source());
    id(json, AUTHORIZATION_ID, made.authorizationId());
    id(json, REFUNDS, made.refunds());
    metadata(json, made.metadata());
    actor(json, made.actor());
    time(json, CREATED_AT, made.createdAtMillis());
    wallet(json, made.wallet());
    json.writeEndObject();
  }

  void authorization(JsonGenerator json, Receipt.Authorization hold) throws IOException {
    json.writeStartObject();
    id(json, ID, hold.id());
    id(json, WALLET_ID, hold.walletId());
    text(json, STATUS, hold.status().wire());
    number(json, AMOUNT, hold.amount());
    number(json, REQUESTED, hold.requested());
    number(json, CAPTURED, hold.captured());
    number(json, VOIDED, hold.voided());
    number(json, REMAINING, hold.remaining());
    text(json, CURRENCY, hold.currency());
    id(json, LOCATION_ID, directory.locationId(hold.location()));
    text(json, REFERENCE, hold.reference());
    metadata(json, hold.metadata());
    time(json, EXPIRES_AT, hold.expiresAtMillis());
    time(json, CREATED_AT, hold.createdAtMillis());
    wallet(json, hold.wallet());
    json.writeEndObject();
  }

  /** A wallet; without its client's name for who does not see names. */
  static void wallet(JsonGenerator json, Wallet wallet, boolean named) throws IOException {
    json.writeStartObject();
    id(json, ID, wallet.id());
    json.writeObjectFieldStart("client");
    text(json, REFERENCE, wallet.clientReference());
    text(json, NAME, named ? wallet.clientName() : null);
    json.writeEndObject();
    text(json, CURRENCY, wallet.currency());
    balance(json, wallet.state().asBalance());
    json.writeNumberField("credit_limit", wallet.state().creditLimit());
    text(json, STATUS, wallet.state().status().wire());
    json.writeNumberField("version", wallet.state().version());
    time(json, CREATED_AT, wallet.createdAtMillis());
    json.writeEndObject();
  }

  /** The money of a wallet at a moment; {@code atMillis} null for now. */
  static Buffer balanceAt(UUID walletId, Long atMillis, Balance balance) {
    return Json.write(
        json -> {
          json.writeStartObject();
          id(json, WALLET_ID, walletId);
          time(json, new SerializedString("at"), atMillis);
          balance(json, balance);
          json.writeEndObject();
        });
  }

  private static void source(JsonGenerator json, Source source) throws IOException {
    json.writeFieldName(SOURCE);
    if (source == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("kind", source.kind().wire());
    id(json, ID, source.id());
    text(json, NAME, source.name());
    json.writeEndObject();
  }

  /** Who acts under this number; null for the service itself. */
  void actor(JsonGenerator json, int number) throws IOException {
    json.writeFieldName(ACTOR);
    Actor actor = number == 0 ? null : directory.actor(number);
    if (actor == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    id(json, ID, actor.id());
    text(json, NAME, actor.name());
    json.writeEndObject();
  }

  static void wallet(JsonGenerator json, Balance balance) throws IOException {
    json.writeFieldName(WALLET);
    json.writeStartObject();
    balance(json, balance);
    json.writeEndObject();
  }

  private static void balance(JsonGenerator json, Balance balance) throws IOException {
    number(json, BALANCE, balance.balance());
    number(json, HELD, balance.held());
    number(json, AVAILABLE, balance.available());
  }

  private static void metadata(JsonGenerator json, String metadata) throws IOException {
    json.writeFieldName(METADATA);
    json.writeRawValue(metadata == null ? "{}" : metadata);
  }

  static void id(JsonGenerator json, SerializedString name, UUID id) throws IOException {
    json.writeFieldName(name);
    if (id == null) {
      json.writeNull();
      return;
    }
    byte[] text = SCRATCH.get();
    json.writeRawUTF8String(text, 0, Ascii.put(id, text, 0));
  }

  static void text(JsonGenerator json, SerializedString name, String text) throws IOException {
    json.writeFieldName(name);
    json.writeString(text); // writes null for null
  }

  private static void number(JsonGenerator json, SerializedString name, long number)
      throws IOException {
    json.writeFieldName(name);
    json.writeNumber(number);
  }

  static void time(JsonGenerator json, SerializedString name, Long millis) throws IOException {
    json.writeFieldName(name);
    if (millis == null) {
      json.writeNull();
      return;
    }
    byte[] text = SCRATCH.get();
    Timestamps.write(millis, text);
    json.writeRawUTF8String(text, 0, Timestamps.LENGTH);
  }
}
