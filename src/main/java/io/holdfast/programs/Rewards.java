package io.holdfast.programs;

import io.holdfast.authorize.Authorizer;
import io.holdfast.ledger.HouseAccounts;
import io.holdfast.ledger.HouseAccounts.Purpose;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.ledger.Wallets;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Gives rewards that are owed. Bound to one event loop.
 *
 * <p>The key of a reward is made from flow, client and number, so it may be given by any number of
 * instances, before and after any crash: the journal lets it in once, and whoever comes later finds
 * it there. What cannot be given (the wallet is closed, say) stays owed, with the reason noted.
 */
public final class Rewards {
  private static final String OWED = SqlFiles.load("owed_rewards");
  private static final String OWED_OF_ACTIVITY = SqlFiles.load("owed_rewards_of_activity");
  private static final String GIVEN = SqlFiles.load("reward_given");
  private static final String HELD_UP = SqlFiles.load("reward_held_up");

  private final Pool pool;
  private final Wallets wallets;
  private final HouseAccounts houseAccounts;
  private final Authorizer authorizer;

  /** Works through this pool, which belongs to the same event loop and is closed by its owner. */
  public Rewards(Pool pool, Wallets wallets, HouseAccounts houseAccounts, Authorizer authorizer) {
    this.pool = pool;
    this.wallets = wallets;
    this.houseAccounts = houseAccounts;
    this.authorizer = authorizer;
  }

  /** Gives what an activity earned, if it is not given yet. */
  Future<Void> giveForActivity(int business, long activity) {
    return owed(OWED_OF_ACTIVITY, Tuple.of(business, activity)).compose(this::giveAll);
  }

  /**
   * Gives rewards that have been owed for a while.
   *
   * @param limit how many at most
   * @return how many were tried; fails with a {@link io.holdfast.operation.Fault} if any could not
   *     be tried, and is then tried again later
   */
  Future<Integer> giveOwed(int limit) {
    return owed(OWED, Tuple.of(limit)).compose(some -> giveAll(some).map(some.size()));
  }

  private Future<List<OwedReward>> owed(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(rows -> FlowRows.all(rows, FlowRows::owed))
        .recover(PostgresFaults.reading("looking for owed rewards"));
  }

  private Future<Void> giveAll(List<OwedReward> owed) {
    return Future.join(owed.stream().map(this::give).toList()).mapEmpty();
  }

  private Future<Void> give(OwedReward owed) {
    return wallet(owed)
        .compose(
            wallet ->
                houseAccounts
                    .number(
                        owed.business(),
                        owed.location(),
                        Ids.number(wallet),
                        owed.currency(),
                        Purpose.REWARDS)
                    .compose(house -> authorizer.submit(credit(owed, wallet, house))))
        .compose(answer -> noted(owed, answer));
  }

  /** The client's wallet, opened if there is none: a reward needs no request for a wallet. */
  private Future<UUID> wallet(OwedReward owed) {
    if (owed.walletId() != null) {
      return Future.succeededFuture(owed.walletId());
    }
    return wallets
        .open(
            new Origin(owed.business(), 0, owed.walletKey(), 0),
            owed.clientReference(),
            null,
            owed.currency(),
            owed.creditLimit())
        .map(
            opening -> {
              if (opening instanceof Wallets.Opened opened) {
                return opened.wallet().id();
              } else if (opening instanceof Wallets.Exists exists) {
                return exists.walletId();
              }
              throw new IllegalStateException("the key of a wallet of our own was reused");
            });
  }

  private static Operation credit(OwedReward owed, UUID wallet, long house) {
    return new Operation.Credit(
        new Origin(owed.business(), 0, owed.key(), 0),
        OperationKind.REWARD,
        new WalletRef(wallet, owed.currency()),
        owed.amount(),
        new Details(owed.location(), owed.activityId(), null, null),
        house,
        owed.flow());
  }

  private Future<Void> noted(OwedReward owed, Answer answer) {
    Tuple reward = Tuple.of(owed.flow().number(), owed.client(), owed.n());
    if (answer instanceof Answer.Done done) {
      Receipt.Transaction made = (Receipt.Transaction) done.receipt();
      return note(
          GIVEN,
          reward
              .addLong(Ids.number(made.walletId()))
              .addLong(Ids.sequence(made.id()))
              .addOffsetDateTime(
                  Instant.ofEpochMilli(made.createdAtMillis()).atOffset(ZoneOffset.UTC)));
    } else if (answer instanceof Answer.Refused refused) {
      return note(HELD_UP, reward.addString(refused.reason().wire()));
    }
    return Future.succeededFuture(); // A copy is under way; it is looked into again.
  }

  private Future<Void> note(String sql, Tuple parameters) {
    Function<Throwable, Future<RowSet<Row>>> fault = PostgresFaults.writing("noting a reward");
    return pool.preparedQuery(sql).execute(parameters).recover(fault).mapEmpty();
  }
}
