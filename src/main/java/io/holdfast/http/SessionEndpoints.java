package io.holdfast.http;

import io.holdfast.people.ApiKey;
import io.holdfast.people.Business;
import io.holdfast.people.Directory;
import io.holdfast.people.Member;
import io.holdfast.people.People;
import io.holdfast.people.Sessions;
import io.holdfast.people.Sessions.SignIn;
import io.holdfast.people.Staff.OwnPassword;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Members of staff signing in and out. */
final class SessionEndpoints {
  private static final Problem WRONG =
      Problem.of(ProblemCode.UNAUTHENTICATED, "No member of staff has this e-mail and password.");
  private static final Problem NOT_SIGNED_IN =
      Problem.of(ProblemCode.FORBIDDEN, "Only a member of staff who is signed in can do this.");
  private static final Reply FORGET = new Reply.WithSession(204, null, "", 0);

  private final Directory directory;
  private final People people;

  SessionEndpoints(Services services) {
    this.directory = services.directory();
    this.people = services.people();
  }

  Future<Reply> signIn(Call call) {
    Fields fields = call.fields();
    call.submitted();
    return people
        .sessions()
        .signIn(
            fields.text(Field.EMAIL),
            fields.text(Field.GIVEN_PASSWORD),
            fields.uuid(Field.BUSINESS_ID))
        .map(this::signedIn);
  }

  private Reply signedIn(SignIn signIn) {
    if (signIn instanceof SignIn.Done done) {
      Buffer body = shown(done.who(), done.token());
      return new Reply.WithSession(201, body, done.token(), Sessions.LENGTH_SECONDS);
    } else if (signIn instanceof SignIn.TooMany tooMany) {
      return Problem.tooManyAttempts(tooMany.waitNanos());
    } else if (signIn instanceof SignIn.Ambiguous) {
      return PeopleEndpoints.invalid(
          Field.BUSINESS_ID, "must say which business: there are several with this e-mail");
    }
    return WRONG;
  }

  /** Who asks. */
  Future<Reply> get(Call call) {
    return Submissions.reply(Reply.Success.ok(shown(call.key(), call.sessionToken())));
  }

  Future<Reply> signOut(Call call) {
    if (call.sessionToken() == null) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    call.submitted();
    return people.sessions().end(call.sessionToken()).map(FORGET);
  }

  Future<Reply> changePassword(Call call) {
    if (call.sessionToken() == null) {
      return Submissions.reply(NOT_SIGNED_IN);
    }
    Fields fields = call.fields();
    call.submitted();
    return people
        .staff()
        .changePassword(
            call.key(),
            call.sessionToken(),
            fields.text(Field.CURRENT_PASSWORD),
            fields.text(Field.PASSWORD))
        .map(SessionEndpoints::changed);
  }

  private static Reply changed(OwnPassword ended) {
    if (ended instanceof OwnPassword.TooMany tooMany) {
      return Problem.tooManyAttempts(tooMany.waitNanos());
    }
    return ended instanceof OwnPassword.Wrong
        ? PeopleEndpoints.invalid(Field.CURRENT_PASSWORD, "is not the password")
        : Reply.Success.noContent();
  }

  /** Says that a session is used, so that it goes on. */
  void used(String token, ApiKey who) {
    people.sessions().used(token, who);
  }

  private Buffer shown(ApiKey who, String token) {
    Business business = directory.business(who.business());
    Member member =
        who.staffId() == null ? null : directory.member(who.business(), who.staffId()).orElse(null);
    String csrfToken = token == null ? null : SessionCookies.csrfToken(token);
    return PeopleDocuments.session(who, member, business, csrfToken);
  }
}
