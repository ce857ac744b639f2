package io.holdfast.programs;

import io.holdfast.authorize.Authorizer;
import io.holdfast.ledger.HouseAccounts;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.programs.MembershipRows.Uncredited;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * Credits periods, each once. The key is the period's own, whoever credits it for whatever request:
 * the journal lets it in once, and gives the first one's receipt to everybody after that. Bound to
 * one event loop.
 */
public final class PeriodCredits {
  private static final String SETTLE = SqlFiles.load("membership_periods_settle");

  private final Authorizer authorizer;
  private final HouseAccounts houseAccounts;

  public PeriodCredits(Authorizer authorizer, HouseAccounts houseAccounts) {
    this.authorizer = authorizer;
    this.houseAccounts = houseAccounts;
  }

  /** How crediting a period ended, as the book notes it. */
  record Outcome(String name, UUID transaction, OffsetDateTime at) {
    private static final Outcome REJECTED = new Outcome("rejected", null, null);
    private static final Outcome LATER = new Outcome("later", null, null);

    static Outcome of(Answer answer) {
      if (answer instanceof Answer.Done done
          && done.receipt() instanceof Receipt.Transaction made) {
        Instant at = Instant.ofEpochMilli(made.createdAtMillis());
        return new Outcome("credited", made.id(), MembershipRows.parameter(at));
      }
      boolean closed =
          answer instanceof Answer.Refused refused && refused.reason() == Refusal.WALLET_CLOSED;
      return closed ? REJECTED : LATER;
    }
  }

  /**
   * Credits a period.
   *
   * @param actor number of the API key that reports it paid; 0 for the service itself
   * @return fails with a {@link io.holdfast.operation.Fault} only
   */
  Future<Answer> credit(Uncredited period, int actor, Details details) {
    // A caller's key has no blanks, so it is never this one.
    String key = "period " + period.number() + " of membership " + period.source().id();
    Origin origin = new Origin(period.business(), actor, OperationKey.of(key), 0);
    return houseAccounts
        .number(
            period.business(),
            0,
            period.wallet().number(),
            period.wallet().currency(),
            HouseAccounts.Purpose.MEMBERSHIPS)
        .compose(
            house ->
                authorizer.submit(
                    new Operation.Credit(
                        origin,
                        OperationKind.MEMBERSHIP,
                        period.wallet(),
                        period.amount(),
                        details,
                        house,
                        period.source())));
  }

  /** As {@link #credit}, by the service itself: what failed is tried again later. */
  Future<Outcome> attempt(Uncredited period) {
    return credit(period, 0, Details.NONE).map(Outcome::of).otherwise(Outcome.LATER);
  }

  /** Notes how it ended, in the transaction that locked the periods. */
  static Future<Void> settle(
      SqlConnection connection, List<Uncredited> periods, List<Outcome> outcomes) {
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfLong(periods.stream().map(Uncredited::membership).toArray(Long[]::new))
            .addArrayOfInteger(periods.stream().map(Uncredited::number).toArray(Integer[]::new))
            .addArrayOfString(outcomes.stream().map(Outcome::name).toArray(String[]::new))
            .addArrayOfUUID(outcomes.stream().map(Outcome::transaction).toArray(UUID[]::new))
            .addArrayOfOffsetDateTime(
                outcomes.stream().map(Outcome::at).toArray(OffsetDateTime[]::new));
    return connection.preparedQuery(SETTLE).execute(parameters).mapEmpty();
  }
}
