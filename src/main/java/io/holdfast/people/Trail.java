package io.holdfast.people;

import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Writes down who changed what, and tells who listens, in the commit of the change. */
final class Trail {
  private static final String NOTE = SqlFiles.load("note_change");

  private Trail() {}

  static Future<Void> made(
      SqlConnection connection,
      int business,
      int actor,
      String action,
      UUID subject,
      Buffer document) {
    return note(connection, business, actor, action, subject, null, document, document);
  }

  static Future<Void> changed(
      SqlConnection connection,
      ApiKey by,
      String action,
      UUID subject,
      Buffer before,
      Buffer after) {
    return note(connection, by.business(), by.number(), action, subject, before, after, after);
  }

  static Future<Void> gone(
      SqlConnection connection, ApiKey by, String action, UUID subject, Buffer document) {
    return note(connection, by.business(), by.number(), action, subject, document, null, document);
  }

  /** For what nobody outside listens to, and of which no document shows anything. */
  static Future<Void> quietly(SqlConnection connection, ApiKey by, String action, UUID subject) {
    return note(connection, by.business(), by.number(), action, subject, null, null, null);
  }

  private static Future<Void> note(
      SqlConnection connection,
      int business,
      int actor,
      String action,
      UUID subject,
      Buffer before,
      Buffer after,
      Buffer event) {
    Tuple parameters = Tuple.of(business, actor, action, subject, text(before), text(after));
    return connection.preparedQuery(NOTE).execute(parameters.addString(text(event))).mapEmpty();
  }

  private static String text(Buffer document) {
    return document == null ? null : document.toString();
  }
}
