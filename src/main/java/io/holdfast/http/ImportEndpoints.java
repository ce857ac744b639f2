package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.holdfast.operation.Fault;
import io.holdfast.programs.Import;
import io.holdfast.programs.ImportReceipt;
import io.holdfast.programs.Imports;
import io.holdfast.programs.LineError;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files of opening balances: sending them, and looking how far they are. */
final class ImportEndpoints {
  /** Streams of progress that an event loop serves at a time. */
  private static final int STREAMS_MAX = 64;

  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString CREATED_AT = new SerializedString("created_at");
  private static final SerializedString COMPLETED_AT = new SerializedString("completed_at");
  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);

  private final Imports imports;
  private final Documents documents;
  private int streams;

  ImportEndpoints(Services services, Documents documents) {
    this.imports = services.imports();
    this.documents = documents;
  }

  /** Where the file goes; null if the business takes none. */
  Upload.Receiver receive(Call call) {
    if (!call.business().accountBalancesEnabled()) {
      return null;
    }
    ImportReceipt receipt =
        imports.receive(
            call.business().number(), call.key().number(), call.query().name().orElse(null));
    return new Upload.Receiver() {
      @Override
      public Future<Void> take(Buffer piece) {
        return receipt.take(piece);
      }

      @Override
      public Future<Reply> end() {
        call.submitted();
        return receipt
            .end(call.operationKey(), job -> document(job))
            .compose(outcome -> accepted(call, outcome));
      }

      @Override
      public Reply problem(Throwable failure) {
        return failure instanceof ImportReceipt.Unreadable unreadable
            ? Problem.invalid(List.of(InputFault.inBody("", unreadable.getMessage())))
            : null;
      }

      @Override
      public void abandon() {
        receipt.abandon("the file broke off");
      }
    };
  }

  private Future<Reply> accepted(Call call, ImportReceipt.Outcome outcome) {
    if (outcome instanceof ImportReceipt.Outcome.Accepted accepted) {
      return Submissions.reply(new Reply.Success(202, accepted.body(), accepted.replayed()));
    } else if (outcome instanceof ImportReceipt.Outcome.Known known) {
      return imports
          .find(call.business().number(), known.id())
          .map(found -> new Reply.Success(200, document(found.orElseThrow()), false));
    }
    return Submissions.reply(Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED));
  }

  Future<Reply> get(Call call) {
    return find(call)
        .map(found -> found.isPresent() ? Reply.Success.ok(document(found.get())) : NOT_FOUND);
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    return imports
        .list(call.business().number(), query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, this::write)));
  }

  Future<Reply> errors(Call call) {
    if (!Uuids.isOurs(call.pathId())) {
      return Submissions.reply(NOT_FOUND);
    }
    Query query = call.query();
    return imports
        .errors(call.business().number(), call.pathId(), query.cursor(), query.limit())
        .map(
            found ->
                found.isPresent()
                    ? Reply.Success.ok(Documents.page(found.get(), ImportEndpoints::write))
                    : NOT_FOUND);
  }

  Future<Reply> events(Call call) {
    if (streams == STREAMS_MAX) {
      return Submissions.reply(Problem.unavailable(Fault.Outcome.NOT_APPLIED));
    }
    return find(call)
        .map(
            found -> {
              if (found.isEmpty()) {
                return NOT_FOUND;
              }
              int business = call.business().number();
              UUID id = call.pathId();
              return new Reply.Events(
                  new EventStream(() -> look(business, id), () -> streams++, () -> streams--));
            });
  }

  private Future<EventStream.Look> look(int business, UUID id) {
    return imports
        .find(business, id)
        .map(
            found -> {
              Import job = found.orElseThrow();
              String event = job.status().isOver() ? job.status().wire() : "progress";
              return new EventStream.Look(event, document(job), job.status().isOver());
            });
  }

  private Future<Optional<Import>> find(Call call) {
    return Uuids.isOurs(call.pathId())
        ? imports.find(call.business().number(), call.pathId())
        : Future.succeededFuture(Optional.empty());
  }

  private Buffer document(Import job) {
    return Json.write(json -> write(json, job));
  }

  private void write(JsonGenerator json, Import job) throws IOException {
    json.writeStartObject();
    Documents.id(json, ID, job.id());
    json.writeStringField("name", job.name());
    json.writeStringField("status", job.status().wire());
    json.writeNumberField("lines", job.lines());
    json.writeNumberField("done", job.done());
    json.writeNumberField("opened", job.opened());
    json.writeNumberField("credited", job.credited());
    json.writeNumberField("errors", job.errors());
    json.writeStringField("detail", job.detail());
    documents.actor(json, job.actor());
    Documents.time(json, CREATED_AT, job.createdAtMillis());
    Documents.time(json, COMPLETED_AT, job.completedAtMillis());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, LineError error) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", error.line());
    json.writeStringField("column", error.column());
    json.writeStringField("detail", error.detail());
    json.writeEndObject();
  }
}
