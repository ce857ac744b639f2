package io.holdfast.people;

import static io.holdfast.TestServers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.operation.Fault;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  @Test
  void aHashSaysHowItWasMadeAndIsNeverTheSameTwice() {
    String hash = Argon2id.hash("correct horse");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(Argon2id.hash("correct horse")).isNotEqualTo(hash);
    assertThat(Argon2id.matches("correct horse", hash)).isTrue();
    assertThat(Argon2id.matches("correct horsf", hash)).isFalse();
    assertThat(Argon2id.matches("", hash)).isFalse();
  }

  @Test
  void whatTheReferenceImplementationWroteIsRead() {
    String kept =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
            + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(Argon2id.matches("password", kept)).isTrue();
    assertThat(Argon2id.matches("passwords", kept)).isFalse();
    assertThatThrownBy(() -> Argon2id.matches("x", "$2b$10$junk"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("junk");
  }

  @Test
  void twoSpellingsOfATextAreOnePassword() {
    assertThat(Argon2id.matches("A\u030Angstro\u0308m", Argon2id.hash("Ångström"))).isTrue();
  }

  @Test
  void moreThanCanWaitIsRefusedAtOnce() {
    Passwords passwords = new Passwords(1, 2);
    List<Future<String>> hashes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      hashes.add(passwords.hash("password " + i));
    }
    int refused = 0;
    for (Future<String> hash : hashes) {
      if (hash.failed()) {
        assertThat(hash.cause())
            .isInstanceOfSatisfying(
                Fault.class,
                fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED));
        refused++;
      } else {
        await(hash);
      }
    }
    assertThat(refused).isBetween(4, 5);
    passwords.close();
  }

  @Test
  void whoeverIsUnknownCostsAsMuchAsWhoeverIsKnown() {
    Passwords passwords = new Passwords(1, 8);
    String hash = await(passwords.hash("right"));
    long known = 0;
    long unknown = 0;
    for (int i = 0; i < 10; i++) { // in turn, so that whatever else goes on disturbs both
      known += nanos(passwords, List.of(hash));
      unknown += nanos(passwords, List.of());
    }
    // Nothing finer holds on a shared machine; without the work it would be a thousandth.
    assertThat(unknown).isBetween(known / 3, known * 3);
    assertThat(await(passwords.matching("right", List.of(hash, hash)))).containsExactly(0, 1);
    passwords.close();
  }

  private static long nanos(Passwords passwords, List<String> hashes) {
    long start = System.nanoTime();
    await(passwords.matching("wrong", hashes));
    return System.nanoTime() - start;
  }
}
