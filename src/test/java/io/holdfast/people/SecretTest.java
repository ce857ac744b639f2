package io.holdfast.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SecretTest {
  @Test
  void secretsAreLongRandomAndUrlSafe() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(Secret.make());
    }
    assertThat(made).hasSize(1_000).allMatch(secret -> secret.matches("hf_[A-Za-z0-9_-]{43}"));
  }

  @Test
  void hashesAreTheSameOnlyIfEveryBitIs() {
    byte[] digest = Secret.digest("hf_one");
    Secret.Hash hash = Secret.Hash.of(digest);
    assertThat(hash).isEqualTo(Secret.Hash.of(digest.clone()));
    assertThat(hash).hasSameHashCodeAs(Secret.Hash.of(digest.clone()));
    for (int bit = 0; bit < digest.length * 8; bit++) {
      byte[] other = digest.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Secret.Hash.of(other)).as("bit %d", bit).isNotEqualTo(hash);
    }
  }
}
