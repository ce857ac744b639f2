package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Refusal;
import io.holdfast.people.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  @ParameterizedTest
  @EnumSource(Refusal.class)
  void everyRefusalHasItsOwnCodeAndStatus(Refusal refusal) {
    Problem problem = Submissions.problem(new Answer.Refused(refusal, 7, true));
    JsonObject document = document(problem);
    assertThat(document.getString("code")).isEqualTo(refusal.wire());
    assertThat(document.getInteger("status")).isEqualTo(refusal.status());
    assertThat(problem.status()).isEqualTo(refusal.status());
    // A fault is never an answer that is kept.
    assertThat(problem.replayed()).isEqualTo(refusal != Refusal.WALLET_QUARANTINED);
    assertThat(document.containsKey("available")).isEqualTo(refusal == Refusal.INSUFFICIENT_FUNDS);
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void aProblemDocumentIsComplete(ProblemCode code) {
    JsonObject document = document(Problem.of(code));
    assertThat(document.fieldNames())
        .containsExactly("type", "title", "status", "detail", "code", "instance", "request_id");
    assertThat(document.getString("type")).isEqualTo("urn:holdfast:problem:" + code.wire());
    assertThat(document.getString("instance")).isEqualTo("/v1/debits");
    assertThat(document.getString("request_id")).isEqualTo("r-1");
  }

  @Test
  void faultsAreListedWithTheirPlaces() {
    Problem problem =
        Problem.invalid(
            List.of(
                InputFault.outOfRange("/amount", "must be 1 to 2"),
                InputFault.inQuery("limit", "must be 1 to 200"),
                InputFault.inHeader("Idempotency-Key", "must be there once")));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(document(problem).getJsonArray("errors"))
        .isEqualTo(
            new JsonArray()
                .add(new JsonObject().put("pointer", "/amount").put("detail", "must be 1 to 2"))
                .add(new JsonObject().put("parameter", "limit").put("detail", "must be 1 to 200"))
                .add(
                    new JsonObject()
                        .put("header", "Idempotency-Key")
                        .put("detail", "must be there once")));
  }

  @Test
  void whatIsKnownOfTheOutcomeIsSaid() {
    Problem unknown = Problem.unavailable(Fault.Outcome.UNKNOWN);
    assertThat(document(unknown).getString("outcome")).isEqualTo("unknown");
    assertThat(unknown.retryAfterSeconds()).isEqualTo(1);
    assertThat(document(Problem.unavailable(Fault.Outcome.NOT_APPLIED)).getString("outcome"))
        .isEqualTo("not_applied");
  }

  @Test
  void theWantedPermissionIsNamed() {
    Problem problem = Problem.forbidden(Set.of(Permission.GATEWAY, Permission.CHECKOUT));
    assertThat(document(problem).getString("detail"))
        .isEqualTo("This needs the permission checkout or gateway.");
  }

  @Test
  void aKeyInUseIsAConflictAndAKeyOfAnotherRequestIsNot() {
    assertThat(Submissions.problem(new Answer.InProgress()).status()).isEqualTo(409);
    assertThat(Submissions.problem(new Answer.InProgress()).retryAfterSeconds()).isEqualTo(1);
    assertThat(Submissions.problem(new Answer.KeyReused()).status()).isEqualTo(422);
  }

  private static JsonObject document(Problem problem) {
    return problem.document("/v1/debits", "r-1").toJsonObject();
  }
}
