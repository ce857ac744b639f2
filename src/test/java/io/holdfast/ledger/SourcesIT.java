package io.holdfast.ledger;

import static io.holdfast.TestServers.ask;
import static io.holdfast.TestServers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestServers;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What made a movement happen stands in its receipt, in the history, and in a repeated answer. */
final class SourcesIT {
  private static TestBusiness business;
  private static TestCore core;
  private static TestOrders orders;

  @BeforeAll
  static void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), TestServers.redisUri(), 1);
  }

  @AfterAll
  static void stop() {
    core.close();
  }

  @Test
  void theHistoryNamesWhatMadeAMovementHappen() {
    WalletRef wallet = business.wallet(0);
    Source flow = source(Source.Kind.FLOW, "Five visits");
    Source file = source(Source.Kind.IMPORT, null);
    Operation reward =
        new Operation.Credit(
            orders.origin(),
            OperationKind.REWARD,
            wallet,
            2_000,
            Details.NONE,
            business.house(),
            flow);
    Operation correction =
        new Operation.Adjust(orders.origin(), wallet, -500, Details.NONE, business.house(), file);
    await(
        Future.all(
            core.loops().get(0).submit(orders.deposit(wallet, 1_000)),
            core.loops().get(0).submit(reward)));
    await(core.loops().get(0).submit(correction));

    assertThat(transaction(await(core.loops().get(0).submit(reward))).source()).isEqualTo(flow);
    List<Receipt.Transaction> history =
        await(
                core.loops()
                    .get(0)
                    .run(
                        loop ->
                            new Reads(core.vertx(), loop.pool())
                                .history(business.number(), wallet.id(), Optional.empty(), 10)))
            .orElseThrow()
            .data();
    assertThat(history)
        .extracting(Receipt.Transaction::kind, Receipt.Transaction::source)
        .contains(
            tuple(OperationKind.DEPOSIT, null),
            tuple(OperationKind.REWARD, flow),
            tuple(OperationKind.ADJUSTMENT, file));
  }

  private static Receipt.Transaction transaction(Answer answer) {
    return (Receipt.Transaction) ((Answer.Done) answer).receipt();
  }

  private static Source source(Source.Kind kind, String name) {
    UUID id = Ids.random(0);
    long number =
        Long.parseLong(
            ask(
                business.book(),
                "INSERT INTO sources (business, kind, id, name) VALUES (%d, '%s', '%s', %s) RETURNING number"
                    .formatted(
                        business.number(),
                        kind.wire(),
                        id,
                        name == null ? "NULL" : "'" + name + "'")));
    return new Source(number, kind, id, name);
  }
}
