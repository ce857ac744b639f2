package io.holdfast.people;

import java.text.Normalizer;
import java.util.Locale;

/** E-mails, of which two that differ in case or in their spelling in Unicode are the same. */
final class Emails {
  private Emails() {}

  static String key(String email) {
    return Normalizer.normalize(email, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
