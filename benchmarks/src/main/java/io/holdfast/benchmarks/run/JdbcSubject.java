package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.RowBook;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.LoadDriver;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Skew;
import io.holdfast.benchmarks.load.WalletChoice;
import io.holdfast.wallet.Ids;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Stands in for pgbench where there is none: the same statement, a thread a client, over JDBC. */
final class JdbcSubject implements Subject {
  private static final String DEBIT =
      """
      WITH spent AS (
        UPDATE wallets SET balance = balance - ? WHERE number = ? AND balance >= ?
        RETURNING balance)
      INSERT INTO journal (wallet, operation_key, amount, balance_after, reference)
      SELECT ?, ?, -?, balance, ? FROM spent
      """;

  private final String jdbcUrl;
  private final RowBook book;
  private final Claims claims;
  private final Map<Skew, Integer> clients = new EnumMap<>(Skew.class);

  private JdbcSubject(String jdbcUrl, RowBook book, Claims claims) {
    this.jdbcUrl = jdbcUrl;
    this.book = book;
    this.claims = claims;
  }

  /** Makes its tables and tries numbers of clients. */
  static JdbcSubject start(
      Servers servers, Options options, List<Integer> sizes, Consumer<String> notes)
      throws IOException, SQLException, InterruptedException {
    servers.createDatabase(PgbenchSubject.NAME);
    String url = servers.jdbcUrl(PgbenchSubject.NAME) + "&prepareThreshold=1";
    Claims claims = new Claims(RowSubject.wallets(options.wallets()), Options.OPENING_BALANCE);
    List<Long> numbers = claims.wallets().stream().map(Ids::number).toList();
    JdbcSubject subject =
        new JdbcSubject(url, RowBook.create(url, numbers, Options.OPENING_BALANCE), claims);
    for (Skew skew : List.of(Skew.UNIFORM, Skew.ONE)) {
      Load load =
          options
              .debits(claims.wallets(), PoolTrials.WARM_UP_MILLIS, PoolTrials.TRIAL_MILLIS)
              .with(skew);
      PoolTrials.Outcome outcome =
          PoolTrials.run(
              sizes,
              size -> {
                subject.clients.put(skew, size);
                return subject.measure(load, LoadDriver.NOBODY).perSecond();
              });
      notes.accept(outcome.text("loop over JDBC, " + skew.text()));
      subject.clients.put(skew, outcome.best());
    }
    subject.clients.put(Skew.ZIPF, subject.clients.get(Skew.UNIFORM));
    return subject;
  }

  @Override
  public String name() {
    return PgbenchSubject.NAME;
  }

  @Override
  public OptionalInt eventLoops() {
    return OptionalInt.empty();
  }

  @Override
  public int connections(Load load) {
    return clients.get(load.skew());
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<Book> book() {
    return Optional.of(book);
  }

  @Override
  public Claims claims() {
    return claims;
  }

  @Override
  public Measured measure(Load load, LoadDriver.Observer observer)
      throws IOException, InterruptedException {
    long from = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(load.warmUpMillis());
    long to = from + TimeUnit.MILLISECONDS.toNanos(load.windowMillis());
    long started = System.currentTimeMillis() + load.warmUpMillis();
    WalletChoice.Source choice =
        WalletChoice.source(load.skew(), load.wallets().size(), load.seed());
    List<Client> all = new ArrayList<>();
    for (int i = 0; i < connections(load); i++) {
      Client client = new Client(jdbcUrl, load, choice.of(i), from, to);
      client.start();
      all.add(client);
    }
    TimeUnit.MILLISECONDS.sleep(load.warmUpMillis());
    observer.windowOpens();
    TimeUnit.MILLISECONDS.sleep(load.windowMillis());
    observer.windowCloses();
    Histogram latency = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    for (Client client : all) {
      client.join();
      if (client.failure != null) {
        throw new IOException(client.failure);
      }
      claims.add(Arrays.stream(client.moved).boxed().toList());
      latency.add(client.latency);
    }
    return Measured.elsewhere(to - from, started, latency.getTotalCount(), 0, List.of(latency));
  }

  @Override
  public void close() {
    book.close();
  }

  /** One connection in a loop. Its results are read when it has ended. */
  private static final class Client extends Thread {
    private final String jdbcUrl;
    private final Load load;
    private final WalletChoice choice;
    private final long from;
    private final long to;

    final Histogram latency = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    final long[] moved;
    SQLException failure;

    Client(String jdbcUrl, Load load, WalletChoice choice, long from, long to) {
      super("jdbc-client");
      this.jdbcUrl = jdbcUrl;
      this.load = load;
      this.choice = choice;
      this.from = from;
      this.to = to;
      this.moved = new long[load.wallets().size()];
    }

    @Override
    public void run() {
      try (Connection connection = DriverManager.getConnection(jdbcUrl);
          PreparedStatement debit = connection.prepareStatement(DEBIT)) {
        String key = load.nonce() + "-" + threadId() + "-";
        for (long n = 0, began = System.nanoTime(); began - to < 0; n++) {
          debit(debit, key + n, "sale-" + n);
          long now = System.nanoTime();
          if (now - from >= 0 && now - to < 0) {
            latency.recordValue(now - began);
          }
          began = now;
        }
      } catch (SQLException e) {
        failure = e;
      }
    }

    private void debit(PreparedStatement debit, String key, String reference) throws SQLException {
      int wallet = choice.next();
      long number = Ids.number(load.wallets().get(wallet));
      debit.setLong(1, load.amount());
      debit.setLong(2, number);
      debit.setLong(3, load.amount());
      debit.setLong(4, number);
      debit.setString(5, key);
      debit.setLong(6, load.amount());
      debit.setString(7, reference);
      if (debit.executeUpdate() != 1) {
        throw new SQLException("not debited: wallet " + number);
      }
      moved[wallet] -= load.amount();
    }

    private long threadId() {
      return getId();
    }
  }
}
