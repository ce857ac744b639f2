package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.authorize.Inquiry;
import io.holdfast.authorize.Reversals;
import io.holdfast.operation.Answer;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.people.Permission;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a gateway asks when an answer did not arrive. */
final class GatewayEndpoints {
  private static final Set<Permission> ADJUSTERS = Set.of(Permission.ADJUST_BALANCES);

  private final Services services;
  private final Documents documents;
  private final DepositDocuments depositDocuments;

  GatewayEndpoints(Services services, Documents documents) {
    this.services = services;
    this.documents = documents;
    this.depositDocuments = new DepositDocuments(services.directory(), documents);
  }

  Future<Reply> inquire(Call call) {
    Query query = call.query();
    List<InputFault> missing = new ArrayList<>();
    if (query.walletId().isEmpty()) {
      missing.add(InputFault.inQuery("wallet_id", "must be there"));
    }
    if (query.idempotencyKey().isEmpty()) {
      missing.add(InputFault.inQuery("idempotency_key", "must be there"));
    }
    if (!missing.isEmpty()) {
      return Submissions.reply(Problem.invalid(missing));
    }
    if (!Uuids.isWallet(query.walletId().get())) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    return services
        .inquiry()
        .find(call.business().number(), query.walletId().get(), query.idempotencyKey().get())
        .compose(outcome -> reply(call, outcome));
  }

  private Future<Reply> reply(Call call, Inquiry.Outcome outcome) {
    if (outcome instanceof Inquiry.Outcome.Applied applied
        && applied.receipt() instanceof Receipt.Transaction credit
        && DepositEndpoints.completes(credit)) {
      return services
          .deposits()
          .find(call.business().number(), credit.source().id())
          .map(
              deposit ->
                  found(
                      "applied",
                      200,
                      json -> depositDocuments.completed(json, deposit.orElseThrow(), credit),
                      applied.reversed()));
    }
    return Submissions.reply(reply(outcome));
  }

  private Reply reply(Inquiry.Outcome outcome) {
    if (outcome instanceof Inquiry.Outcome.Applied applied) {
      int status = opens(applied.kind()) ? 201 : 200;
      return found(
          "applied",
          status,
          json -> documents.receipt(json, applied.receipt()),
          applied.reversed());
    } else if (outcome instanceof Inquiry.Outcome.Declined declined) {
      Problem problem =
          Submissions.problem(
              new Answer.Refused(
                  declined.reason(), declined.available(), true, declined.exceeded()));
      return found(
          "declined",
          problem.status(),
          json -> {
            json.writeStartObject();
            problem.writeMembers(json);
            json.writeEndObject();
          },
          false);
    } else if (outcome instanceof Inquiry.Outcome.InProgress) {
      return found("in_progress", 0, JsonGenerator::writeNull, false);
    } else if (outcome instanceof Inquiry.Outcome.NeverSeen) {
      return found("never_seen", 0, JsonGenerator::writeNull, false);
    }
    return Problem.of(ProblemCode.NOT_FOUND);
  }

  /** Whether an operation makes something, rather than change an authorization. */
  private static boolean opens(OperationKind kind) {
    return !kind.concernsHold() || kind == OperationKind.AUTHORIZE;
  }

  private static Reply found(String outcome, int status, Json.Document body, boolean reversed) {
    return Reply.Success.ok(
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("outcome", outcome);
              json.writeFieldName("status");
              if (status == 0) {
                json.writeNull();
              } else {
                json.writeNumber(status);
              }
              json.writeFieldName("body");
              body.writeTo(json);
              json.writeBooleanField("reversed", reversed);
              json.writeEndObject();
            }));
  }

  Future<Reply> reverse(Call call) {
    Fields fields = call.fields();
    if (!Uuids.isWallet(fields.uuid(Field.WALLET_ID))) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    call.submitted();
    return services
        .reversals()
        .reverse(
            new Reversals.Request(
                call.business().number(),
                call.key().number(),
                fields.uuid(Field.WALLET_ID),
                fields.text(Field.IDEMPOTENCY_KEY),
                fields.text(Field.REASON),
                call.key().hasAny(ADJUSTERS),
                !call.business().accountBalancesEnabled()))
        .map(this::reply);
  }

  private Reply reply(Reversals.Outcome outcome) {
    if (outcome instanceof Reversals.Outcome.Reversed reversed) {
      return ended("reversed", reversed.receipt());
    } else if (outcome instanceof Reversals.Outcome.AlreadyReversed already) {
      return ended("already_reversed", already.receipt());
    } else if (outcome instanceof Reversals.Outcome.Fenced) {
      return ended("fenced", null);
    } else if (outcome instanceof Reversals.Outcome.Refused refused) {
      return Submissions.problem(new Answer.Refused(refused.reason(), refused.available(), false));
    } else if (outcome instanceof Reversals.Outcome.NotPermitted) {
      return Problem.forbidden(ADJUSTERS);
    }
    return Submissions.problem(new Answer.InProgress());
  }

  private Reply ended(String outcome, Receipt receipt) {
    return Reply.Success.ok(
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("outcome", outcome);
              write(json, "transaction", transaction(receipt));
              write(
                  json, "authorization", receipt instanceof Receipt.Authorization ? receipt : null);
              json.writeEndObject();
            }));
  }

  /** Of a payment that was moved back, the one that stands again. */
  private static Receipt transaction(Receipt receipt) {
    if (receipt instanceof Receipt.Move move) {
      return move.debit();
    }
    return receipt instanceof Receipt.Transaction ? receipt : null;
  }

  private void write(JsonGenerator json, String name, Receipt receipt) throws IOException {
    json.writeFieldName(name);
    if (receipt == null) {
      json.writeNull();
    } else {
      documents.receipt(json, receipt);
    }
  }
}
