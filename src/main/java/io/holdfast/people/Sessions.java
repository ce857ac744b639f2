package io.holdfast.people;

import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Members of staff who are signed in. A session ends half an hour after its last use, and twelve
 * hours after it began. Bound to one event loop; see {@link People} for what futures fail with.
 */
public final class Sessions {
  private static final String CANDIDATES = SqlFiles.load("sign_in_candidates");
  private static final String MEMBER_PASSWORD = SqlFiles.load("member_password");
  private static final String SIGN_IN = SqlFiles.load("sign_in");
  private static final String RENEW = SqlFiles.load("renew_session");
  private static final String END = SqlFiles.load("end_session");

  /** Without use a session expires after this. */
  private static final int IDLE_SECONDS = 1_800;

  /** It is renewed when less than this is left of it, so that not every request writes. */
  private static final long RENEWED_BELOW_MILLIS = 1_200_000;

  /** However much it is used, a session ends after this. */
  public static final int LENGTH_SECONDS = 43_200;

  /** Sessions of one member at a time; the oldest ends when one more begins. */
  private static final int AT_A_TIME_MAX = 20;

  /** Businesses in which an e-mail is tried when none is named. */
  private static final int BUSINESSES_MAX = 5;

  private final Pool pool;
  private final Directory directory;
  private final Passwords passwords;
  private final Attempts attempts;
  private final Set<Secret.Hash> beingRenewed = new HashSet<>();

  Sessions(Pool pool, Directory directory, Passwords passwords, Attempts attempts) {
    this.pool = pool;
    this.directory = directory;
    this.passwords = passwords;
    this.attempts = attempts;
  }

  /** How signing in ended. */
  public sealed interface SignIn {
    /**
     * Signed in.
     *
     * @param token known to who signed in alone
     */
    record Done(String token, ApiKey who) implements SignIn {}

    /** No such e-mail, or not its password: nobody is told which. */
    record Wrong() implements SignIn {}

    /** The right password in several businesses, of which one must be named. */
    record Ambiguous() implements SignIn {}

    /** Tried too often; to be tried again after this. */
    record TooMany(long waitNanos) implements SignIn {}
  }

  private record Candidate(int member, int business, String hash) {
    static Candidate of(Row row) {
      return new Candidate(row.getInteger(0), row.getInteger(1), row.getString(2));
    }
  }

  /**
   * Signs a member in.
   *
   * @param business id of one, or null: then the e-mail's password must be right in one alone
   */
  public Future<SignIn> signIn(String email, String password, UUID business) {
    String emailKey = Emails.key(email);
    long waitNanos = attempts.atEmail(emailKey);
    if (waitNanos > 0) {
      return Future.succeededFuture(new SignIn.TooMany(waitNanos));
    }
    return candidates(emailKey, business)
        .compose(
            candidates -> {
              Set<Integer> businesses = new LinkedHashSet<>();
              candidates.forEach(candidate -> businesses.add(candidate.business()));
              long waitHereNanos = attempts.atBusinesses(emailKey, businesses);
              if (waitHereNanos > 0) {
                return Future.succeededFuture(new SignIn.TooMany(waitHereNanos));
              }
              return passwords
                  .matching(password, candidates.stream().map(Candidate::hash).toList())
                  .compose(
                      matching -> {
                        if (matching.isEmpty()) {
                          return Future.succeededFuture(new SignIn.Wrong());
                        }
                        attempts.succeeded(emailKey, businesses);
                        return matching.size() > 1
                            ? Future.succeededFuture(new SignIn.Ambiguous())
                            : begin(candidates.get(matching.get(0)));
                      });
            });
  }

  private Future<List<Candidate>> candidates(String emailKey, UUID business) {
    return pool.preparedQuery(CANDIDATES)
        .execute(Tuple.of(emailKey, business, BUSINESSES_MAX))
        .map(
            rows -> {
              List<Candidate> found = new ArrayList<>();
              rows.forEach(row -> found.add(Candidate.of(row)));
              return found;
            })
        .recover(PostgresFaults.reading("looking up an e-mail"));
  }

  private Future<SignIn> begin(Candidate member) {
    String token = Secret.token();
    Tuple parameters =
        Tuple.of(digest(token), member.member(), member.hash(), IDLE_SECONDS, LENGTH_SECONDS)
            .addInteger(AT_A_TIME_MAX - 1);
    return pool.preparedQuery(SIGN_IN)
        .execute(parameters)
        .recover(PostgresFaults.writing("signing in"))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture(new SignIn.Wrong())
                    : directory.refresh().map(read -> signedIn(token)));
  }

  private SignIn signedIn(String token) {
    return directory
        .signedIn(token)
        .<SignIn>map(who -> new SignIn.Done(token, who))
        .orElseGet(SignIn.Wrong::new); // deactivated between the two
  }

  /** Says that a session is used, so that it goes on. */
  public void used(String token, ApiKey who) {
    long leftMillis = who.expiresAtMillis() - directory.bookMillis();
    Secret.Hash hash = Secret.Hash.of(Secret.digest(token));
    if (leftMillis < RENEWED_BELOW_MILLIS
        && who.expiresAtMillis() < directory.sessionEndsAtMillis(token)
        && beingRenewed.add(hash)) {
      // Nobody waits for it: at worst the member signs in again.
      pool.preparedQuery(RENEW)
          .execute(Tuple.of(digest(token), IDLE_SECONDS))
          .compose(rows -> directory.refresh())
          .onComplete(outcome -> beingRenewed.remove(hash));
    }
  }

  /** Ends a session; on every instance within 5 s. */
  public Future<Void> end(String token) {
    return pool.preparedQuery(END)
        .execute(Tuple.of(digest(token)))
        .recover(PostgresFaults.writing("signing out"))
        .compose(directory::seen)
        .mapEmpty();
  }

  /** The hash of the password of a member who is signed in; empty if there is none any more. */
  static Future<Optional<String>> ownHash(Pool pool, ApiKey member) {
    return pool.preparedQuery(MEMBER_PASSWORD)
        .execute(Tuple.of(member.business(), member.staffId()))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.<String>empty()
                    : Optional.of(rows.iterator().next().getString(1)))
        .recover(PostgresFaults.reading("reading a member of staff"));
  }

  private static Buffer digest(String token) {
    return Buffer.buffer(Secret.digest(token));
  }
}
