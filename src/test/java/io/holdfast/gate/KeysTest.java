package io.holdfast.gate;

import static io.holdfast.gate.Spends.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What stands in Redis while a version takes over from another: neither would find what the other
 * wrote under other names.
 */
final class KeysTest {
  private static final UUID KEY = UUID.fromString("6f1c0a52-0f3e-8a61-9d2b-0123456789ab");
  private static final UUID ID = UUID.fromString("00000000-0001-7000-8000-4b7800000000");

  @Test
  void namesAreWhatTheyAlwaysWere() {
    assertThat(text(Keys.wallet(4_711))).isEqualTo("hf:{103}:w:4711");
    assertThat(text(Keys.marks(103))).isEqualTo("hf:{103}:p");
    assertThat(text(Keys.field(4_711, KEY))).isEqualTo("4711:6f1c0a52-0f3e-8a61-9d2b-0123456789ab");
    assertThat(text(Keys.decline(4_711, KEY)))
        .isEqualTo("hf:{103}:d:4711:6f1c0a52-0f3e-8a61-9d2b-0123456789ab");
  }

  @Test
  void soIsTheIdentityOfAWallet() {
    assertThat(text(Identity.of(12, "USD", ID)))
        .isEqualTo("12|USD|00000000-0001-7000-8000-4b7800000000");
    Operation debit = Spends.debit(12, new WalletRef(ID, "USD"), "k", 1, 1, false);
    assertThat(text(Identity.claimed(debit))).isEqualTo(text(Identity.of(12, "USD", ID)));
  }
}
