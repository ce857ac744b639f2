package io.holdfast.ledger;

import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers of house accounts, made when first needed. One for the process, any thread.
 *
 * <p>A number never changes and no account is ever removed, so what was read once is kept for good:
 * an entry for each account that exists.
 */
public final class HouseAccounts {
  /** What an account of the house is for. */
  public enum Purpose {
    CASH_CLEARING,
    REVENUE,
    REWARDS,
    MEMBERSHIPS,
    ADJUSTMENTS;

    private final String stored = name().toLowerCase(Locale.ROOT);
  }

  private record Account(
      int business, int location, int bucket, String currency, Purpose purpose) {}

  private static final String HOUSE_ACCOUNT = SqlFiles.load("house_account");

  private final ConcurrentHashMap<Account, Future<Long>> numbers = new ConcurrentHashMap<>();
  private final Pool pool;

  /** Looks up through this pool, which is closed by its owner. */
  public HouseAccounts(Pool pool) {
    this.pool = pool;
  }

  /**
   * The number of the account of this business, location (0: none), currency and purpose in the
   * bucket of this wallet. Completed already unless it is the first time.
   *
   * @return completes on the event loop it was asked from; fails with a {@link
   *     io.holdfast.operation.Fault} (not applied), and is then looked up again when next asked
   */
  public Future<Long> number(
      int business, int location, long wallet, String currency, Purpose purpose) {
    Account account = new Account(business, location, Ids.bucket(wallet), currency, purpose);
    Future<Long> known = numbers.get(account);
    return known != null && known.succeeded() ? known : CallerContext.on(lookUp(account));
  }

  /** One query for all who ask at the same moment. */
  private Future<Long> lookUp(Account account) {
    Promise<Long> mine = Promise.promise();
    Future<Long> first = numbers.putIfAbsent(account, mine.future());
    if (first != null) {
      return first;
    }
    pool.preparedQuery(HOUSE_ACCOUNT)
        .execute(
            Tuple.of(
                account.business(),
                account.location(),
                (short) account.bucket(),
                account.currency(),
                account.purpose().stored))
        .map(rows -> rows.iterator().next().getLong(0))
        .recover(PostgresFaults.reading("looking up a house account"))
        .onComplete(
            answer -> {
              if (answer.succeeded()) {
                numbers.put(account, Future.succeededFuture(answer.result()));
                mine.complete(answer.result());
              } else {
                numbers.remove(account, mine.future());
                mine.fail(answer.cause());
              }
            });
    return mine.future();
  }
}
