package io.holdfast;

import io.holdfast.ledger.PostgresOptions;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A business in a book, with an account of the house and wallets that have no history yet. */
public final class TestBusiness {
  private final PostgresOptions book;
  private final int number;
  private final long house;
  private final AtomicInteger clients = new AtomicInteger();

  public TestBusiness(PostgresOptions book) {
    this.book = book;
    number =
        Integer.parseInt(
            TestServers.ask(
                book,
                "INSERT INTO businesses (id, name) VALUES ('%s', 'Salons') RETURNING number"
                    .formatted(Ids.random(1))));
    house =
        Long.parseLong(
            TestServers.ask(
                book,
                "SELECT house_account(%d, 0, 0::smallint, 'USD', 'revenue')".formatted(number)));
  }

  public int number() {
    return number;
  }

  /** Number of an account of the house. */
  public long house() {
    return house;
  }

  public PostgresOptions book() {
    return book;
  }

  /** Opens a wallet in USD. */
  public WalletRef wallet(long creditLimit) {
    int client = clients.incrementAndGet();
    UUID id =
        UUID.fromString(
            TestServers.ask(
                book,
                "SELECT id FROM open_wallet(%d, '%s', 1, 0, 'c%d', 'Client', 'USD', %d)"
                    .formatted(number, UUID.randomUUID(), client, creditLimit)));
    return new WalletRef(id, "USD");
  }

  /** Makes a pending deposit. */
  public Source deposit(WalletRef wallet, long amount) {
    UUID id = Ids.random(1);
    TestServers.ask(
        book,
        "SELECT outcome FROM open_deposit(%d, 0, '%s', %d, '%s', 'USD', %d, 0, NULL, NULL)"
            .formatted(number, id, wallet.number(), wallet.id(), amount));
    long source =
        Long.parseLong(
            TestServers.ask(book, "SELECT number FROM sources WHERE id = '%s'".formatted(id)));
    return new Source(source, Source.Kind.DEPOSIT, id, null);
  }

  /** Cancels a deposit. */
  public void cancel(Source deposit) {
    TestServers.ask(
        book,
        "SELECT outcome FROM cancel_deposit(%d, '%s', 1, '%s')"
            .formatted(number, UUID.randomUUID(), deposit.id()));
  }

  /** Ends the time of a hold; returns when that was, in milliseconds since 1970. */
  public long end(UUID hold) {
    return end(book, hold);
  }

  /** Ends the time of a hold in this book. */
  public static long end(PostgresOptions book, UUID hold) {
    List<String> row =
        TestServers.rows(
                book,
                """
                UPDATE holds
                SET expires_at = date_trunc('milliseconds', now()) - interval '1 second'
                WHERE wallet = %d AND sequence = %d
                RETURNING (extract(epoch FROM expires_at) * 1000)::bigint
                """
                    .formatted(Ids.number(hold), Ids.sequence(hold)))
            .get(0);
    return Long.parseLong(row.get(0));
  }
}
