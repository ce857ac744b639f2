package io.holdfast.http;

import io.holdfast.ledger.Feed;
import io.vertx.core.Future;

/** The feed, for those who ask. */
final class EventEndpoints {
  private final Feed feed;
  private final EventDocuments documents;

  EventEndpoints(Feed feed, EventDocuments documents) {
    this.feed = feed;
    this.documents = documents;
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    return feed.after(call.business().number(), query.cursor(), query.types(), query.limit())
        .map(piece -> Reply.Success.ok(documents.piece(piece)));
  }
}
