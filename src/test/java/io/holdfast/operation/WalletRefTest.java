package io.holdfast.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.money.Currencies;
import io.holdfast.wallet.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may travel on together with the operations of others. */
final class WalletRefTest {
  private static final UUID ID = Ids.wallet(1, 7);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "US", "usd", "USDT", "U\u20acD", "1SD"})
  void whatIsNoCurrencyEndsWhereItCameIn(String currency) {
    assertThatThrownBy(() -> new WalletRef(ID, currency))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyCurrencyOfAWalletIsOne() {
    assertThat(Currencies.all())
        .isNotEmpty()
        .allSatisfy(code -> assertThat(new WalletRef(ID, code).number()).isEqualTo(7));
  }
}
