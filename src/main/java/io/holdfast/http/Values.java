package io.holdfast.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.holdfast.money.Currencies;
import java.io.IOException;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads the single values of a body: the token at which the parser stands. */
final class Values {
  /* An integer of more characters is out of every range here, and might not fit a long. */
  private static final int DIGITS_MAX = 17;

  private final JsonParser json;
  private final Fields fields;

  Values(JsonParser json, Fields fields) {
    this.json = json;
    this.fields = fields;
  }

  /** Puts the value of a field into the fields, or what is wrong with it. */
  void read(Field field, String path) throws IOException {
    switch (field.type()) {
      case MONEY -> money(field, path);
      case INTEGER -> integer(field, path);
      case BOOLEAN -> flag(field, path);
      default -> {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
          text(field, path, json.getText());
        } else {
          reject(field, path, "must be a string");
        }
      }
    }
  }

  private void money(Field field, String path) {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      reject(field, path, "must be an integer of minor units");
      return;
    }
    long amount = number();
    boolean signed = field.min() < 0;
    if (amount < field.min() || amount > field.max() || (signed && amount == 0)) {
      String range = field.min() + " to " + field.max() + (signed ? ", but not 0" : "");
      fields.reject(InputFault.outOfRange(pointer(field, path), "must be " + range));
    } else {
      fields.put(field, amount);
    }
  }

  private void integer(Field field, String path) {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      reject(field, path, "must be an integer");
      return;
    }
    long number = number();
    if (number < field.min() || number > field.max()) {
      reject(field, path, "must be " + field.min() + " to " + field.max());
    } else {
      fields.put(field, number);
    }
  }

  private long number() {
    try {
      if (json.getTextLength() > DIGITS_MAX) {
        return json.getTextCharacters()[json.getTextOffset()] == '-'
            ? Long.MIN_VALUE
            : Long.MAX_VALUE;
      }
      return json.getLongValue();
    } catch (IOException unreadable) {
      throw new IllegalStateException("an integer token without an integer", unreadable);
    }
  }

  private void flag(Field field, String path) {
    if (json.currentToken() == JsonToken.VALUE_TRUE) {
      fields.put(field, 1);
    } else if (json.currentToken() == JsonToken.VALUE_FALSE) {
      fields.put(field, 0);
    } else {
      reject(field, path, "must be true or false");
    }
  }

  private void text(Field field, String path, String text) {
    switch (field.type()) {
      case UUID -> id(field, path, text);
      case TIMESTAMP -> time(field, path, text);
      case TEXT -> {
        String fault = Texts.fault(text, (int) field.min(), (int) field.max());
        putUnless(fault, field, path, text);
      }
      case EMAIL -> putUnless(emailFault(field, text), field, path, text);
      case PASSWORD -> {
        String fault = Texts.fault(text, (int) field.min(), (int) field.max());
        putUnless(fault, field, path, text);
      }
      case KEY -> {
        String key = IdempotencyKeys.parse(text);
        String fault = "must be 1 to " + field.max() + " visible ASCII characters";
        putUnless(key == null ? fault : null, field, path, key);
      }
      case CURRENCY -> putUnless(currencyFault(text), field, path, text);
      case CHOICE -> putUnless(choiceFault(field, text), field, path, text);
      case TIME_ZONE -> {
        boolean known = ZoneId.getAvailableZoneIds().contains(text);
        putUnless(known ? null : "must be an IANA time zone", field, path, text);
      }
      default -> throw new IllegalStateException(field + " is not a text");
    }
  }

  /** What is wrong with a member of a list, or null. */
  static String memberFault(Field field, String text) {
    return switch (field.type()) {
      case CHOICES -> choiceFault(field, text);
      case UUIDS -> text == null || Uuids.parse(text) == null ? "must be a UUID" : null;
      case CURRENCIES -> currencyFault(text);
      case EVENT_TYPES -> eventTypeFault(text);
      default -> throw new IllegalStateException(field + " is not a list");
    };
  }

  private static String choiceFault(Field field, String text) {
    return text != null && field.choices().contains(text)
        ? null
        : "must be one of " + String.join(", ", field.choices());
  }

  private static String eventTypeFault(String text) {
    return text != null && Texts.eventType(text)
        ? null
        : "must be as wallet.created, wallet.* or *";
  }

  private static String currencyFault(String text) {
    return text != null && Currencies.known(text) ? null : "must be an ISO 4217 code";
  }

  /** Whether mail arrives there, only sending some tells. */
  private static String emailFault(Field field, String text) {
    int at = text.indexOf('@');
    boolean plausible =
        at > 0
            && at == text.lastIndexOf('@')
            && at < text.length() - 1
            && text.codePoints().noneMatch(Character::isWhitespace)
            && text.codePoints().noneMatch(Character::isSpaceChar);
    String fault = Texts.fault(text, (int) field.min(), (int) field.max());
    return fault == null && !plausible ? "must be an e-mail address" : fault;
  }

  private void id(Field field, String path, String text) {
    UUID id = Uuids.parse(text);
    if (id == null) {
      reject(field, path, "must be a UUID");
    } else {
      fields.put(field, id);
    }
  }

  private void time(Field field, String path, String text) {
    OptionalLong millis = Timestamps.parse(text);
    if (millis.isPresent()) {
      fields.put(field, millis.getAsLong());
    } else {
      reject(field, path, "must be an RFC 3339 time");
    }
  }

  private void putUnless(String fault, Field field, String path, String text) {
    if (fault == null) {
      fields.put(field, text);
    } else {
      reject(field, path, fault);
    }
  }

  private void reject(Field field, String path, String detail) {
    fields.reject(InputFault.inBody(pointer(field, path), detail));
  }

  private static String pointer(Field field, String path) {
    return path + '/' + field.wire();
  }
}
