package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorsTest {
  @Test
  void aCursorLeadsBackToItsPlace() {
    String cursor = Cursors.write("wallets/1/", 7, Long.MAX_VALUE, -3);
    assertThat(Cursors.read("wallets/1/", cursor, 3)).containsExactly(7, Long.MAX_VALUE, -3);
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    String cursor = Cursors.write("wallets/1/", 7);
    assertThatThrownBy(() -> Cursors.read("wallets/2/", cursor, 1))
        .isInstanceOf(Reads.IllegalCursor.class);
    assertThatThrownBy(() -> Cursors.read("wallets/1/", cursor, 2))
        .isInstanceOf(Reads.IllegalCursor.class);
  }

  @Test
  void noCharacterOfACursorCanBeChanged() {
    String cursor = Cursors.write("wallets/1/", 123_456_789L);
    for (int i = 0; i < cursor.length(); i++) {
      for (char other : new char[] {'A', 'b', '_', '0', '+', '=', ' ', 'é'}) {
        String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
        if (!changed.equals(cursor)) {
          assertThatThrownBy(() -> Cursors.read("wallets/1/", changed, 1))
              .isInstanceOf(Reads.IllegalCursor.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "AQ", "AQ==", "null", "💶", "%00"})
  void whatIsNoCursorIsRefused(String text) {
    assertThatThrownBy(() -> Cursors.read("wallets/1/", text, 1))
        .isInstanceOf(Reads.IllegalCursor.class);
    assertThatThrownBy(() -> Cursors.read("wallets/1/", text.repeat(1_000), 1))
        .isInstanceOf(Reads.IllegalCursor.class);
  }
}
