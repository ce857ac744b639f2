package io.holdfast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.Shop;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The large chain is a sound one: its book follows the same laws as any. */
@InBrowser
final class ChainIT {
  @Test
  void theLargeChainsBookBalances() {
    long since = System.nanoTime();
    Shop chain = Chain.shop();
    System.out.printf("chain made in %d ms%n", (System.nanoTime() - since) / 1_000_000);
    assertThat(count(chain, "SELECT count(DISTINCT name) FROM clients WHERE business = ?"))
        .isEqualTo(Chain.CLIENTS);
    assertThat(
            count(
                chain,
                "SELECT count(*) FROM wallets w JOIN LATERAL (SELECT sum(amount) AS balance,"
                    + " count(*) AS changes FROM journal WHERE wallet = w.number) j ON"
                    + " (w.balance, w.version) = (j.balance, j.changes) WHERE business = ?"))
        .isEqualTo(Chain.CLIENTS);
    String wallet =
        (String)
            chain
                .service()
                .sql("SELECT min(id::text) FROM wallets WHERE business = ?", chain.number());
    assertThat(UUID.fromString(wallet).version()).isEqualTo(7);
    assertThat(chain.balance(wallet)).isPositive();
  }

  private static long count(Shop chain, String sql) {
    return (Long) chain.service().sql(sql, chain.number());
  }
}
