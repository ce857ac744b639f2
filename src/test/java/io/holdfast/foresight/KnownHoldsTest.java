package io.holdfast.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KnownHoldsTest {
  private final KnownHolds holds = new KnownHolds();

  @Test
  void ofAFewHundredOfOneMomentNearlyAllAreRemembered() {
    List<UUID> ids = new ArrayList<>();
    for (long wallet = 1; wallet <= 40; wallet++) {
      for (long sequence = 1; sequence <= 20; sequence++) {
        ids.add(Ids.movement(1_800_000_000_000L, wallet, sequence));
      }
    }
    ids.forEach(id -> holds.put(hold(id, HoldStatus.AUTHORIZED, null)));
    long remembered = ids.stream().filter(id -> holds.find(id) != null).count();
    assertThat(remembered).isGreaterThan(780); // Of 800 at random, five meet another.
  }

  @Test
  void whatIsOverIsForgotten() {
    UUID id = Ids.movement(5, 7, 2);
    holds.put(hold(id, HoldStatus.PARTIALLY_CAPTURED, null));
    assertThat(holds.find(id)).isNotNull();
    holds.put(hold(id, HoldStatus.CAPTURED, null));
    assertThat(holds.find(id)).isNull();
  }

  @Test
  void longMetadataIsNotKept() {
    UUID id = Ids.movement(5, 7, 2);
    holds.put(hold(id, HoldStatus.AUTHORIZED, "x".repeat(257)));
    assertThat(holds.find(id)).isNull();
  }

  private static KnownHold hold(UUID id, HoldStatus status, String metadata) {
    return new KnownHold(
        new Receipt.Authorization(
            id,
            Ids.wallet(1, Ids.number(id)),
            status,
            10,
            10,
            0,
            0,
            "USD",
            0,
            null,
            metadata,
            9,
            5,
            new Balance(10, 10, 0)),
        3,
        Ids.sequence(id));
  }
}
