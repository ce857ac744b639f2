package io.holdfast.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.embedded.RedisServer;
import io.holdfast.gate.RedisMarks;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A Redis that goes away under load, and comes back. */
final class OutageIT {
  private static final int IN_FLIGHT = 40;
  private static final int ATTEMPTS_MAX = 20;

  @Test
  void withoutRedisDebitsGoOnAndTheBooksBalanceWhenItIsBack() {
    TestBusiness business = new TestBusiness(TestServers.book());
    TestOrders orders = new TestOrders(business);
    RedisServer server = RedisServer.start();
    try (TestCore core = TestCore.start(business.book(), server.uri(), 2)) {
      settle(core);
      List<WalletRef> wallets = wallets(business, orders, core);
      Map<Operation, Future<Answer>> answers = new LinkedHashMap<>();
      for (int round = 0; round < 3; round++) {
        List<Future<Answer>> wave = wave(orders, wallets, core, answers);
        server.kill();
        TestServers.await(Future.all(wave));
        TestServers.await(Future.all(wave(orders, wallets, core, answers)));
        wave = wave(orders, wallets, core, answers);
        server.restart();
        TestServers.await(Future.all(wave));
        TestServers.await(Future.all(wave(orders, wallets, core, answers)));
      }
      assertThat(answers.values()).allMatch(it -> it.result() instanceof Answer.Done);
      areDoneOnce(business.book(), answers.keySet());
      TestAudit.balances(business.book());
      try (TestRedis redis = new TestRedis(core.vertx(), server.uri())) {
        TestServers.awaitUntil(
            "Redis is used again",
            () -> {
              Operation debit = orders.debit(wallets.get(0), 1);
              answers.put(debit, core.loop(0).submit(debit));
              TestServers.await(answers.get(debit));
              return redis.wallet(wallets.get(0).number()).containsKey("a");
            });
        TestAudit.cacheErrsLow(business.book(), redis);
      }
      overspendIsRefused(orders, wallets, core);
    } finally {
      server.close();
    }
  }

  private static void settle(TestCore core) {
    TestServers.await(
        core.loop(1)
            .run(
                it -> {
                  new Settler(it.timers(), it.gate(), new RedisMarks(it.link()), it.ledger())
                      .start();
                  return Future.succeededFuture();
                }));
  }

  private static List<WalletRef> wallets(TestBusiness business, TestOrders orders, TestCore core) {
    List<WalletRef> wallets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      WalletRef wallet = business.wallet(0);
      core.answer(orders.deposit(wallet, 1_000_000));
      wallets.add(wallet);
    }
    return wallets;
  }

  /** Submits debits and deposits without waiting for any. */
  private static List<Future<Answer>> wave(
      TestOrders orders,
      List<WalletRef> wallets,
      TestCore core,
      Map<Operation, Future<Answer>> all) {
    List<Future<Answer>> wave = new ArrayList<>();
    for (int i = 0; i < IN_FLIGHT; i++) {
      WalletRef wallet = wallets.get(i % wallets.size());
      Operation operation = i % 3 == 0 ? orders.deposit(wallet, 2) : orders.debit(wallet, 1);
      Future<Answer> answer = core.loop(i).submit(operation);
      all.put(operation, answer);
      wave.add(answer);
    }
    return wave;
  }

  private static void areDoneOnce(PostgresOptions book, Set<Operation> operations) {
    Map<String, Integer> moved = moved(book);
    assertThat(operations).allMatch(operation -> times(operation, moved) == 1);
  }

  private static void overspendIsRefused(
      TestOrders orders, List<WalletRef> wallets, TestCore core) {
    for (WalletRef wallet : wallets) {
      assertThat(core.answer(orders.debit(wallet, 2_000_000))).isInstanceOf(Answer.Refused.class);
    }
  }

  /** How often the operation, in whichever attempt, moved money. */
  private static int times(Operation operation, Map<String, Integer> moved) {
    int times = 0;
    OperationKey key = operation.origin().key();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      times += moved.getOrDefault(key.hash().toString(), 0);
      key = key.next();
    }
    return times;
  }

  /** How often money was moved under each key. */
  private static Map<String, Integer> moved(PostgresOptions book) {
    return TestServers.rows(
            book, "SELECT operation_key, count(*) FROM journal WHERE kind < 12 GROUP BY 1")
        .stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> Integer.valueOf(row.get(1))));
  }
}
