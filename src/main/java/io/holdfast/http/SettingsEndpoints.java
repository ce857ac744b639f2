package io.holdfast.http;

import io.holdfast.people.Business;
import io.holdfast.people.BusinessSettings;
import io.holdfast.people.People;
import io.vertx.core.Future;

/** The settings of a business, and the trail of what was changed about it. */
final class SettingsEndpoints {
  private final People people;
  private final Documents documents;

  SettingsEndpoints(People people, Documents documents) {
    this.people = people;
    this.documents = documents;
  }

  Future<Reply> get(Call call) {
    return people.settings().get(call.business().number()).map(SettingsEndpoints::shown);
  }

  Future<Reply> update(Call call) {
    Fields fields = call.fields();
    BusinessSettings.Draft change =
        new BusinessSettings.Draft(
            flag(fields, Field.ACCOUNT_BALANCES_ENABLED),
            flag(fields, Field.NEGATIVE_BALANCES_ENABLED),
            fields.has(Field.DEFAULT_CREDIT_LIMIT)
                ? fields.number(Field.DEFAULT_CREDIT_LIMIT, 0)
                : null,
            fields.has(Field.HOLD_EXPIRY_SECONDS)
                ? (int) fields.number(Field.HOLD_EXPIRY_SECONDS, 0)
                : null,
            fields.has(Field.CURRENCIES) ? fields.choices(Field.CURRENCIES) : null,
            fields.text(Field.TIME_ZONE));
    call.submitted();
    return people
        .settings()
        .update(call.key(), change, PeopleDocuments::settings)
        .map(SettingsEndpoints::shown);
  }

  Future<Reply> changes(Call call) {
    Query query = call.query();
    return people
        .changes()
        .list(call.business().number(), query.subjectId(), query.cursor(), query.limit())
        .map(
            page ->
                Reply.Success.ok(
                    Documents.page(
                        page, (json, change) -> PeopleDocuments.change(json, change, documents))));
  }

  private static Reply shown(Business business) {
    return Reply.Success.ok(PeopleDocuments.settings(business));
  }

  private static Boolean flag(Fields fields, Field field) {
    return fields.has(field) ? fields.flag(field) : null;
  }
}
