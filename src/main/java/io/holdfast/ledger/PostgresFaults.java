package io.holdfast.ledger;

import io.holdfast.operation.Fault;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Function;

/** What a failure of the database means for whoever asked. */
public final class PostgresFaults {
  /** A server that is starting or stopping says so instead of opening a session. */
  private static final String CANNOT_CONNECT_NOW = "57P03";

  /** What a server says that became a standby, or was told to write nothing. */
  private static final String READ_ONLY = "25006";

  /**
   * Classes of states that tell of the server and not of what it was asked: no room or memory or
   * connections left, told to stop what it does, trouble with its files.
   */
  private static final Set<String> SERVERS_OWN = Set.of("53", "57", "58");

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String KEY_ONCE = "journal_key_once";

  private PostgresFaults() {}

  /** Whether a batch was rolled back since the journal has one of its keys. */
  static boolean isKeyTaken(Throwable failure) {
    return failure instanceof PgException refusal
        && UNIQUE_VIOLATION.equals(refusal.getSqlState())
        && KEY_ONCE.equals(refusal.getConstraint());
  }

  /** Whether a batch was rolled back since something is not as it was thought to be. */
  static boolean isSerializationFailure(Throwable failure) {
    return failure instanceof PgException refusal
        && SERIALIZATION_FAILURE.equals(refusal.getSqlState());
  }

  /** For {@link Future#recover}: nothing was to be changed, so nothing was. */
  public static <T> Function<Throwable, Future<T>> reading(String what) {
    return failure -> Future.failedFuture(Fault.notApplied(message(what, failure), failure));
  }

  /**
   * For {@link Future#recover}, after a statement that commits by itself: it may have committed if
   * the connection went away under it.
   */
  public static <T> Function<Throwable, Future<T>> writing(String what) {
    return failure ->
        Future.failedFuture(
            mayHaveCommitted(failure)
                ? Fault.unknown(message(what, failure), failure)
                : Fault.notApplied(message(what, failure), failure));
  }

  /**
   * Whether a statement that failed like this could still have been committed. A refusal by the
   * server is certain unless the server ended the session with it; no connection, or none free, is
   * certain too. Everything else is not, first of all a connection that broke.
   */
  public static boolean mayHaveCommitted(Throwable failure) {
    if (failure instanceof PgException refusal) {
      String state = refusal.getSqlState();
      boolean sessionEnded = state == null || state.startsWith("57P") || state.startsWith("08");
      return sessionEnded && !CANNOT_CONNECT_NOW.equals(state);
    }
    boolean neverSent =
        failure instanceof ConnectException
            || failure instanceof UnknownHostException
            || (failure instanceof VertxException
                && !(failure instanceof ClosedConnectionException));
    return !neverSent;
  }

  /** Whether whatever else had been asked would have failed as well. */
  static boolean isServersOwn(Throwable failure) {
    return takesNoWrites(failure)
        || (failure instanceof PgException refusal
            && refusal.getSqlState() != null
            && refusal.getSqlState().length() == 5
            && SERVERS_OWN.contains(refusal.getSqlState().substring(0, 2)));
  }

  /** Whether the server takes no writes from anybody. */
  static boolean takesNoWrites(Throwable failure) {
    return failure instanceof PgException refusal && READ_ONLY.equals(refusal.getSqlState());
  }

  private static String message(String what, Throwable failure) {
    return what + ": " + failure.getMessage();
  }
}
