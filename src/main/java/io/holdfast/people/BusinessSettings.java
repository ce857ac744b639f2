package io.holdfast.people;

import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * Settings of a business. Bound to one event loop; see {@link People} for what futures fail with.
 */
public final class BusinessSettings {
  private static final String GET = SqlFiles.load("settings");
  private static final String LOCK = SqlFiles.load("lock_settings");
  private static final String UPDATE = SqlFiles.load("update_settings");

  private static final UUID THE_BUSINESS_ITSELF = null;

  private final Pool pool;
  private final Directory directory;

  BusinessSettings(Pool pool, Directory directory) {
    this.pool = pool;
    this.directory = directory;
  }

  /** What is to be changed, as in {@link Business}; nulls leave it as it is. */
  public record Draft(
      Boolean accountBalancesEnabled,
      Boolean negativeBalancesEnabled,
      Long defaultCreditLimit,
      Integer holdExpirySeconds,
      List<String> currencies,
      String timeZone) {

    Business applied(Business to) {
      return new Business(
          to.number(),
          to.id(),
          to.name(),
          or(accountBalancesEnabled, to.accountBalancesEnabled()),
          or(negativeBalancesEnabled, to.negativeBalancesEnabled()),
          or(defaultCreditLimit, to.defaultCreditLimit()),
          or(holdExpirySeconds, to.holdExpirySeconds()),
          or(currencies, to.currencies()),
          or(timeZone, to.timeZone()));
    }

    private static <T> T or(T given, T otherwise) {
      return given == null ? otherwise : given;
    }
  }

  /** The business with its settings, as they are now. */
  public Future<Business> get(int business) {
    return pool.withConnection(
            connection -> Writes.one(connection, GET, Tuple.of(business), PeopleRows::business))
        .map(found -> found.orElseThrow())
        .recover(PostgresFaults.reading("reading settings"));
  }

  /** Changes settings, on every instance within 5 s; gives what they are then. */
  public Future<Business> update(ApiKey by, Draft change, Form<Business> shown) {
    return Writes.change(
            pool,
            "changing settings",
            connection ->
                Writes.one(connection, LOCK, Tuple.of(by.business()), PeopleRows::business)
                    .compose(found -> update(connection, by, found.orElseThrow(), change, shown)))
        .compose(directory::seen);
  }

  private static Future<Business> update(
      SqlConnection connection, ApiKey by, Business before, Draft change, Form<Business> shown) {
    Business after = change.applied(before);
    if (after.equals(before)) {
      return Future.succeededFuture(before);
    }
    Tuple parameters =
        Tuple.of(
                after.number(),
                after.accountBalancesEnabled(),
                after.negativeBalancesEnabled(),
                after.defaultCreditLimit(),
                after.holdExpirySeconds())
            .addArrayOfString(after.currencies().toArray(String[]::new))
            .addString(after.timeZone());
    return connection
        .preparedQuery(UPDATE)
        .execute(parameters)
        .compose(
            rows ->
                Trail.changed(
                    connection,
                    by,
                    "settings.updated",
                    THE_BUSINESS_ITSELF,
                    shown.of(before),
                    shown.of(after)))
        .map(after);
  }
}
