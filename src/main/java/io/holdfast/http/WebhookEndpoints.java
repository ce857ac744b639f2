package io.holdfast.http;

import io.holdfast.events.Webhooks;
import io.holdfast.events.Webhooks.Change;
import io.holdfast.ledger.Creations;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who is told by webhook, and what they were told. */
final class WebhookEndpoints {
  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);

  private final Webhooks webhooks;

  WebhookEndpoints(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  Future<Reply> create(Call call) {
    Change terms = change(call.fields());
    String fault = webhooks.fault(terms.url());
    if (fault != null) {
      return Submissions.reply(invalid("/url", fault));
    }
    call.submitted();
    return refusing(webhooks.create(call.origin(), terms).map(WebhookEndpoints::made));
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    return webhooks
        .endpoints(call.business().number(), query.cursor(), query.limit())
        .map(
            page ->
                Reply.Success.ok(
                    Documents.page(page, (json, document) -> json.writeRawValue(document))));
  }

  Future<Reply> get(Call call) {
    return known(call)
        ? webhooks.endpoint(call.business().number(), call.pathId()).map(WebhookEndpoints::shown)
        : Submissions.reply(NOT_FOUND);
  }

  Future<Reply> update(Call call) {
    if (!known(call)) {
      return Submissions.reply(NOT_FOUND);
    }
    Change change = change(call.fields());
    if (change.equals(new Change(null, null, null, null))) {
      return Submissions.reply(invalid("", "must have url, event_types, description or enabled"));
    }
    String fault = change.url() == null ? null : webhooks.fault(change.url());
    if (fault != null) {
      return Submissions.reply(invalid("/url", fault));
    }
    call.submitted();
    return webhooks
        .update(call.business().number(), call.key().number(), call.pathId(), change)
        .map(WebhookEndpoints::shown);
  }

  Future<Reply> delete(Call call) {
    if (!known(call)) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    return webhooks
        .delete(call.business().number(), call.key().number(), call.pathId())
        .map(found -> found ? Reply.Success.noContent() : NOT_FOUND);
  }

  Future<Reply> rotate(Call call) {
    if (!known(call)) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    return refusing(webhooks.rotate(call.origin(), call.pathId()).map(WebhookEndpoints::made));
  }

  Future<Reply> deliveries(Call call) {
    if (!known(call)) {
      return Submissions.reply(NOT_FOUND);
    }
    Query query = call.query();
    return webhooks
        .deliveries(call.business().number(), call.pathId(), query.cursor(), query.limit())
        .map(
            found ->
                found.isPresent()
                    ? Reply.Success.ok(Documents.page(found.get(), EventDocuments::delivery))
                    : NOT_FOUND);
  }

  Future<Reply> replay(Call call) {
    UUID event = call.fields().uuid(Field.EVENT_ID);
    if (!known(call) || !Uuids.isMovement(event)) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    return refusing(
        webhooks
            .replay(
                call.origin(),
                call.pathId(),
                event,
                delivery -> Json.write(json -> EventDocuments.delivery(json, delivery)))
            .map(
                creation ->
                    creation instanceof Creations.Made made
                        ? new Reply.Success(201, made.body(), made.replayed())
                        : Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED)));
  }

  /** What an endpoint may not have, or that it is not there, as an answer. */
  private static Future<Reply> refusing(Future<Reply> answer) {
    return answer.recover(
        failure -> {
          if (failure instanceof Webhooks.NoSuchThing) {
            return Submissions.reply(NOT_FOUND);
          }
          return failure instanceof Webhooks.TooMany
              ? Submissions.reply(
                  invalid("", "must not make more than " + Webhooks.ENDPOINTS_MAX + " endpoints"))
              : Future.failedFuture(failure);
        });
  }

  /** Only the first answer has the secret. */
  private static Reply made(Webhooks.WithSecret made) {
    return made.creation() instanceof Creations.Made creation
        ? new Reply.Success(
            201, EventDocuments.withSecret(creation.body(), made.secret()), creation.replayed())
        : Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
  }

  private static Reply shown(Optional<String> document) {
    return document.isPresent() ? Reply.Success.ok(Buffer.buffer(document.get())) : NOT_FOUND;
  }

  private static boolean known(Call call) {
    return Uuids.isOurs(call.pathId());
  }

  private static Change change(Fields fields) {
    return new Change(
        fields.text(Field.URL),
        fields.has(Field.EVENT_TYPES) ? fields.choices(Field.EVENT_TYPES) : null,
        fields.text(Field.DESCRIPTION),
        fields.has(Field.SWITCHED) ? fields.flag(Field.SWITCHED) : null);
  }

  private static Problem invalid(String pointer, String detail) {
    return Problem.invalid(List.of(InputFault.inBody(pointer, detail)));
  }
}
