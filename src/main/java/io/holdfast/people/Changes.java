package io.holdfast.people;

import io.holdfast.ledger.Page;
import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.UUID;

/**
 * The trail of changes: who changed what outside the journal, and when. Bound to one event loop;
 * see {@link People} for what futures fail with.
 */
public final class Changes {
  private static final String LIST = SqlFiles.load("changes");

  private final Pool pool;

  Changes(Pool pool) {
    this.pool = pool;
  }

  /** Changes, newest first. */
  public Future<Page<Change>> list(
      int business, Optional<UUID> subject, Optional<String> cursor, int limit) {
    String name = "changes" + subject.map(id -> "/" + id).orElse("");
    return new Pages<>(pool, LIST, name, PeopleRows::change, Change::number)
        .read(business, cursor, limit, subject.orElse(null));
  }
}
