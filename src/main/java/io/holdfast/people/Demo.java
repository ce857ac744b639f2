package io.holdfast.people;

import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Loads a chain to try things on: five salons on four continents, and 300 clients {@code cl_1001}
 * to {@code cl_1300} with wallets, three of them members of a plan. Every balance is in the journal
 * as a deposit against the till of a salon, so the demo's book balances as any other. An automated
 * flow rewards the fifth appointment.
 */
public final class Demo {
  private static final String LOCK = SqlFiles.load("demo_lock");
  private static final String LOADED = SqlFiles.load("demo_loaded");
  private static final String LOCATIONS = SqlFiles.load("demo_locations");
  private static final String NUMBERS = SqlFiles.load("demo_numbers");
  private static final String WALLETS = SqlFiles.load("demo_wallets");
  private static final String FLOW = SqlFiles.load("create_flow");
  private static final String ACTIVITIES = SqlFiles.load("demo_activities");
  private static final String MEMBERSHIPS = SqlFiles.load("demo_memberships");

  private static final String PLAN = "Monthly 50";

  /** Members of the plan, and how their periods are collected. */
  private static final String[][] MEMBERS = {
    {"cl_1051", "automatic"}, {"cl_1052", "automatic"}, {"cl_1053", "external"},
  };

  private static final String[][] SALONS = {
    {"lisbon", "Chiado, Lisbon", "Europe/Lisbon"},
    {"london", "Marylebone, London", "Europe/London"},
    {"new-york", "SoHo, New York", "America/New_York"},
    {"tokyo", "Aoyama, Tokyo", "Asia/Tokyo"},
    {"sydney", "Newtown, Sydney", "Australia/Sydney"},
  };

  private final Pool pool;

  /** Works through this pool, which is closed by its owner. */
  public Demo(Pool pool) {
    this.pool = pool;
  }

  /**
   * Loads the chain into a business, all of it or nothing; does nothing if the business has any of
   * its clients already.
   *
   * @return whether it was loaded now; fails with a {@link io.holdfast.operation.Fault}
   */
  public Future<Boolean> load(int business) {
    return pool.withTransaction(connection -> load(connection, business))
        .recover(PostgresFaults.writing("loading the demo"));
  }

  private static Future<Boolean> load(SqlConnection connection, int business) {
    List<DemoClient> clients = DemoClient.all();
    String[] references = texts(clients, DemoClient::reference);
    return execute(connection, LOCK, Tuple.of(business))
        .compose(
            locked -> execute(connection, LOADED, Tuple.of(business).addArrayOfString(references)))
        .compose(
            rows -> {
              Row row = rows.iterator().next();
              boolean loaded = row.getBoolean(0);
              OffsetDateTime moment = row.getOffsetDateTime(1);
              return loaded
                  ? Future.succeededFuture(false)
                  : load(connection, business, clients, moment).map(true);
            });
  }

  private static Future<RowSet<Row>> load(
      SqlConnection connection, int business, List<DemoClient> clients, OffsetDateTime moment) {
    long millis = moment.toInstant().toEpochMilli();
    return locations(connection, business, millis)
        .compose(
            locations ->
                execute(connection, NUMBERS, Tuple.of(clients.size()))
                    .compose(
                        rows -> {
                          List<Long> numbers = new ArrayList<>();
                          rows.forEach(row -> numbers.add(row.getLong(0)));
                          Tuple wallets = Tuple.of(business, moment);
                          addWallets(wallets, clients, numbers, locations, millis);
                          return execute(connection, WALLETS, wallets);
                        })
                    .compose(rows -> flow(connection, business, locations.get(0), moment)))
        .compose(flow -> memberships(connection, business, moment));
  }

  /** Ada is two appointments short of a reward. */
  private static Future<RowSet<Row>> flow(
      SqlConnection connection, int business, int location, OffsetDateTime moment) {
    UUID id = Ids.random(moment.toInstant().toEpochMilli());
    Tuple flow =
        Tuple.of(business, id, "Fifth visit: 20.00 back", "appointment.completed", 5, false);
    return execute(connection, FLOW, flow.addLong(2_000L).addString("USD").addBoolean(true))
        .compose(
            rows ->
                execute(
                    connection,
                    ACTIVITIES,
                    Tuple.of(business, DemoClient.ADA.reference(), location, moment)));
  }

  private static Future<RowSet<Row>> memberships(
      SqlConnection connection, int business, OffsetDateTime moment) {
    long millis = moment.toInstant().toEpochMilli();
    UUID[] ids = new UUID[MEMBERS.length];
    String[][] columns = new String[2][MEMBERS.length];
    for (int i = 0; i < MEMBERS.length; i++) {
      ids[i] = Ids.random(millis);
      columns[0][i] = MEMBERS[i][0];
      columns[1][i] = MEMBERS[i][1];
    }
    return execute(
        connection,
        MEMBERSHIPS,
        Tuple.of(business, moment, Ids.random(millis), PLAN, ids, columns[0], columns[1]));
  }

  private static Future<List<Integer>> locations(
      SqlConnection connection, int business, long millis) {
    int count = SALONS.length;
    UUID[] ids = new UUID[count];
    String[][] columns = new String[3][count];
    for (int i = 0; i < count; i++) {
      ids[i] = Ids.random(millis);
      for (int column = 0; column < columns.length; column++) {
        columns[column][i] = SALONS[i][column];
      }
    }
    return execute(
            connection, LOCATIONS, Tuple.of(business, ids, columns[0], columns[1], columns[2]))
        .map(
            rows -> {
              List<Integer> numbers = new ArrayList<>();
              rows.forEach(row -> numbers.add(row.getInteger(0)));
              return numbers;
            });
  }

  private static void addWallets(
      Tuple wallets,
      List<DemoClient> clients,
      List<Long> numbers,
      List<Integer> locations,
      long millis) {
    int count = clients.size();
    UUID[] ids = new UUID[count];
    Short[] buckets = new Short[count];
    Integer[] tills = new Integer[count];
    for (int i = 0; i < count; i++) {
      ids[i] = Ids.wallet(millis, numbers.get(i));
      buckets[i] = (short) Ids.bucket(numbers.get(i));
      tills[i] = locations.get(i % locations.size());
    }
    wallets
        .addArrayOfLong(numbers.toArray(Long[]::new))
        .addArrayOfUUID(ids)
        .addArrayOfShort(buckets)
        .addArrayOfInteger(tills)
        .addArrayOfString(texts(clients, DemoClient::reference))
        .addArrayOfString(texts(clients, DemoClient::name))
        .addArrayOfString(texts(clients, DemoClient::currency))
        .addArrayOfLong(clients.stream().map(DemoClient::amount).toArray(Long[]::new))
        .addArrayOfLong(clients.stream().map(DemoClient::creditLimit).toArray(Long[]::new))
        .addArrayOfBoolean(clients.stream().map(DemoClient::isFrozen).toArray(Boolean[]::new));
  }

  private static String[] texts(List<DemoClient> clients, Function<DemoClient, String> text) {
    return clients.stream().map(text).toArray(String[]::new);
  }

  private static Future<RowSet<Row>> execute(
      SqlConnection connection, String sql, Tuple parameters) {
    return connection.preparedQuery(sql).execute(parameters);
  }
}
