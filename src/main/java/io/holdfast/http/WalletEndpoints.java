package io.holdfast.http;

import io.holdfast.ledger.Wallets;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.holdfast.people.ApiKey;
import io.holdfast.people.Business;
import io.holdfast.people.Permission;
import io.holdfast.wallet.Wallet;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Wallets: opening them, looking at them, and changing what they may do. */
final class WalletEndpoints {
  /* A gateway's key is enough to see a wallet, but not whose it is. */
  private static final Set<Permission> SEE_NAMES =
      Set.of(Permission.CHECKOUT, Permission.VIEW_REPORTS);

  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);

  private final Services services;
  private final Submissions submissions;
  private final Documents documents;

  WalletEndpoints(Services services, Submissions submissions, Documents documents) {
    this.services = services;
    this.submissions = submissions;
    this.documents = documents;
  }

  Future<Reply> create(Call call) {
    Fields fields = call.fields();
    Business business = call.business();
    if (!business.accountBalancesEnabled()) {
      return Submissions.reply(Problem.of(ProblemCode.ACCOUNT_BALANCES_DISABLED));
    }
    String currency = fields.text(Field.CURRENCY);
    if (!business.takes(currency)) {
      InputFault fault = InputFault.inBody("/currency", "is not one of the business's currencies");
      return Submissions.reply(Problem.invalid(List.of(fault)));
    }
    long usualLimit = business.negativeBalancesEnabled() ? business.defaultCreditLimit() : 0;
    call.submitted();
    return services
        .wallets()
        .open(
            call.origin(),
            fields.text(Field.CLIENT_REFERENCE),
            fields.text(Field.CLIENT_NAME),
            currency,
            fields.number(Field.CREDIT_LIMIT, usualLimit))
        .map(opening -> opened(call.key(), opening));
  }

  Future<Reply> get(Call call) {
    return find(call).map(found -> found.map(wallet -> shown(call, wallet)).orElse(NOT_FOUND));
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    boolean named = call.key().hasAny(SEE_NAMES);
    if (query.search().isPresent()) {
      return search(call, query.search().get());
    }
    return services
        .reads()
        .wallets(call.business().number(), query.clientReference(), query.cursor(), query.limit())
        .map(
            page ->
                Reply.Success.ok(
                    Documents.page(page, (json, wallet) -> Documents.wallet(json, wallet, named))));
  }

  /** Only for who sees names: a search tells them, one letter after the other. */
  private Future<Reply> search(Call call, String typed) {
    Query query = call.query();
    if (!call.key().hasAny(SEE_NAMES)) {
      return Submissions.reply(Problem.forbidden(SEE_NAMES));
    }
    if (query.cursor().isPresent() || query.clientReference().isPresent()) {
      InputFault fault = InputFault.inQuery("search", "stands alone, or with limit");
      return Submissions.reply(Problem.invalid(List.of(fault)));
    }
    return services
        .reads()
        .walletsFound(call.business().number(), typed, query.limit())
        .map(
            page ->
                Reply.Success.ok(
                    Documents.page(page, (json, wallet) -> Documents.wallet(json, wallet, true))));
  }

  /** The wallet's money at a moment, or now. */
  Future<Reply> balance(Call call) {
    UUID id = call.pathId();
    Long at = call.query().atMillis();
    if (!Uuids.isWallet(id)) {
      return Submissions.reply(NOT_FOUND);
    }
    long atMillis = at == null ? services.directory().bookMillis() : at;
    return (at == null
            ? find(call).map(found -> found.map(wallet -> wallet.state().asBalance()))
            : services.reads().balanceAt(call.business().number(), id, at))
        .map(
            found ->
                found.isPresent()
                    ? Reply.Success.ok(Documents.balanceAt(id, atMillis, found.get()))
                    : NOT_FOUND);
  }

  Future<Reply> history(Call call) {
    if (!Uuids.isWallet(call.pathId())) {
      return Submissions.reply(NOT_FOUND);
    }
    Query query = call.query();
    return services
        .reads()
        .history(call.business().number(), call.pathId(), query.cursor(), query.limit())
        .map(
            found ->
                found.isPresent()
                    ? Reply.Success.ok(Documents.page(found.get(), documents::transaction))
                    : NOT_FOUND);
  }

  /** Terms first, then the name: a wallet whose terms are refused keeps its client's name. */
  Future<Reply> update(Call call) {
    Fields fields = call.fields();
    boolean terms = fields.has(Field.CREDIT_LIMIT) || fields.has(Field.WALLET_STATUS);
    boolean renamed = fields.has(Field.CLIENT_NAME);
    if (!terms && !renamed) {
      InputFault empty = InputFault.inBody("", "must have credit_limit, status or client");
      return Submissions.reply(Problem.invalid(List.of(empty)));
    }
    if (!call.business().accountBalancesEnabled()) {
      return Submissions.reply(Problem.of(ProblemCode.ACCOUNT_BALANCES_DISABLED));
    }
    Future<Optional<Wallet>> found = find(call);
    return found.compose(
        wallet -> {
          if (wallet.isEmpty()) {
            return Submissions.reply(NOT_FOUND);
          }
          return terms
              ? changeTerms(call, wallet.get())
              : rename(call, fields.text(Field.CLIENT_NAME));
        });
  }

  private Future<Reply> changeTerms(Call call, Wallet wallet) {
    Fields fields = call.fields();
    String status = fields.text(Field.WALLET_STATUS);
    Operation terms =
        new Operation.Terms(
            call.origin(),
            new WalletRef(wallet.id(), wallet.currency()),
            status == null ? null : statusOf(status),
            fields.has(Field.CREDIT_LIMIT) ? fields.number(Field.CREDIT_LIMIT, 0) : null);
    return submissions
        .apply(call, terms)
        .compose(
            answer -> {
              if (!(answer instanceof Answer.Done)) {
                return Submissions.reply(Submissions.problem(answer));
              }
              return fields.has(Field.CLIENT_NAME)
                  ? rename(call, fields.text(Field.CLIENT_NAME))
                  : get(call);
            });
  }

  private Future<Reply> rename(Call call, String name) {
    call.submitted();
    return services
        .wallets()
        .renameClient(call.business().number(), call.pathId(), name)
        .compose(found -> found.isPresent() ? get(call) : Submissions.reply(NOT_FOUND));
  }

  private Reply opened(ApiKey key, Wallets.Opening opening) {
    if (opening instanceof Wallets.Opened opened) {
      boolean named = key.hasAny(SEE_NAMES);
      return new Reply.Success(
          201,
          Json.write(json -> Documents.wallet(json, opened.wallet(), named)),
          opened.replayed());
    }
    if (opening instanceof Wallets.Exists exists) {
      return Problem.walletExists(exists.walletId());
    }
    return Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
  }

  private Reply shown(Call call, Wallet wallet) {
    boolean named = call.key().hasAny(SEE_NAMES);
    return Reply.Success.ok(Json.write(json -> Documents.wallet(json, wallet, named)));
  }

  private Future<Optional<Wallet>> find(Call call) {
    return Uuids.isWallet(call.pathId())
        ? services.reads().wallet(call.business().number(), call.pathId())
        : Future.succeededFuture(Optional.empty());
  }

  private static WalletStatus statusOf(String wire) {
    return Arrays.stream(WalletStatus.values())
        .filter(status -> status.wire().equals(wire))
        .findFirst()
        .orElseThrow();
  }
}
