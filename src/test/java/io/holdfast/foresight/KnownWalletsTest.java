package io.holdfast.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.wallet.Ids;
import org.junit.jupiter.api.Test;

final class KnownWalletsTest {
  private final KnownWallets wallets = new KnownWallets(2_000, 1);

  @Test
  void asManyAsThereArePlacesAreRememberedAndNoMore() {
    for (long number = 1; number <= 10_000; number++) {
      wallets.put(wallet(number));
    }
    long remembered = 0;
    for (long number = 1; number <= 10_000; number++) {
      remembered += wallets.find(number) == null ? 0 : 1;
    }
    assertThat(remembered).isEqualTo(2_048);
    assertThat(wallets.find(10_000).number()).isEqualTo(10_000);
  }

  @Test
  void whoHasAnothersPlaceIsNotTakenForHim() {
    wallets.put(wallet(5));
    assertThat(wallets.find(5 + 2_048)).isNull();
    wallets.forget(5 + 2_048);
    assertThat(wallets.find(5)).isNotNull();
    wallets.put(wallet(5 + 2_048));
    assertThat(wallets.find(5)).isNull();
  }

  @Test
  void whatIsForgottenIsGone() {
    wallets.put(wallet(Ids.NUMBER_MAX));
    wallets.forget(Ids.NUMBER_MAX);
    assertThat(wallets.find(Ids.NUMBER_MAX)).isNull();
  }

  @Test
  void whoGetsEveryOtherNumberRemembersAsManyAsWhoGetsAll() {
    KnownWallets half = new KnownWallets(2_000, 2);
    for (long number = 1; number <= 4_096; number += 2) {
      half.put(wallet(number));
    }
    for (long number = 1; number <= 4_096; number += 2) {
      assertThat(half.find(number).number()).isEqualTo(number);
    }
  }

  private static KnownWallet wallet(long number) {
    return new KnownWallet(number, Ids.wallet(1, number), 1, "USD");
  }
}
