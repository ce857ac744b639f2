package io.holdfast.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The connections of one process to one server, one after another. What was sent on a connection
 * arrives in its order. A connection that breaks, or is given up because an answer takes too long,
 * loses all answers, and may have brought its last messages or not; the server carries out what has
 * arrived, however late that is. Where it is told to, some messages are carried out twice.
 */
final class Wire {
  private static final long LATENCY_MICROS_MAX = 3_000;
  private static final long RECONNECT_MICROS_MAX = 200_000;
  private static final long LATE_MICROS_MAX = 3_000_000;
  private static final int ONE_IN = 40;

  private final Scheduler scheduler;
  private final BooleanSupplier alive;
  private final ServerState server;
  private final long timeoutMicros;
  private final List<Promise<?>> waiting = new ArrayList<>();
  private long lastArrival;
  private long lastReturn;
  private int connection;
  private boolean up = true;
  private final Doubling doubling;

  /** Whether a message may be carried out a second time, and when. */
  enum Doubling {
    NEVER,
    AT_ONCE,
    LATE
  }

  /** Whether a server takes messages, and from when on. */
  static final class ServerState {
    long silentUntilMicros;
    boolean down;
  }

  Wire(
      Scheduler scheduler,
      BooleanSupplier alive,
      ServerState server,
      long timeoutMillis,
      Doubling doubling) {
    this.scheduler = scheduler;
    this.alive = alive;
    this.server = server;
    this.timeoutMicros = timeoutMillis * 1_000;
    this.doubling = doubling;
  }

  boolean isUp() {
    return up && alive.getAsBoolean();
  }

  /** Sends a message; the future fails if the connection broke before its answer. */
  <T> Future<T> send(Supplier<T> effect) {
    int sentOn = connection;
    Promise<T> answer = Promise.promise();
    waiting.add(answer);
    lastArrival = Math.max(lastArrival, scheduler.nowMicros() + latency());
    arrive(sentOn, effect, answer);
    scheduler.in(
        timeoutMicros,
        () -> {
          if (sentOn == connection && !answer.future().isComplete() && alive.getAsBoolean()) {
            sever();
          }
        });
    return answer.future();
  }

  private <T> void arrive(int sentOn, Supplier<T> effect, Promise<T> answer) {
    long at = Math.max(lastArrival, server.silentUntilMicros);
    boolean lostIfBroken = scheduler.chance(2);
    scheduler.in(
        at - scheduler.nowMicros(),
        () -> {
          boolean broken = sentOn != connection || !alive.getAsBoolean();
          if (server.down || (broken && lostIfBroken)) {
            return;
          }
          if (scheduler.nowMicros() < server.silentUntilMicros) {
            arrive(sentOn, effect, answer);
            return;
          }
          T result = effect.get();
          repeat(effect);
          lastReturn = Math.max(lastReturn, scheduler.nowMicros() + latency());
          scheduler.in(
              lastReturn - scheduler.nowMicros(),
              () -> {
                if (sentOn == connection && alive.getAsBoolean()) {
                  waiting.remove(answer);
                  answer.tryComplete(result);
                }
              });
        });
  }

  private void repeat(Supplier<?> effect) {
    if (doubling == Doubling.NEVER || !scheduler.chance(ONE_IN)) {
      return;
    }
    if (doubling == Doubling.AT_ONCE) {
      Object unused = effect.get();
      return;
    }
    scheduler.in(
        scheduler.random.nextLong(LATE_MICROS_MAX),
        () -> {
          if (!server.down && scheduler.nowMicros() >= server.silentUntilMicros) {
            Object unused = effect.get();
          }
        });
  }

  /** Breaks the connection; there is another one a little later, if the server is there. */
  void sever() {
    connection++;
    up = false;
    List<Promise<?>> lost = new ArrayList<>(waiting);
    waiting.clear();
    reconnectLater();
    if (alive.getAsBoolean()) {
      lost.forEach(answer -> answer.tryFail("the connection broke"));
    }
  }

  private void reconnectLater() {
    int from = connection;
    scheduler.in(
        1 + scheduler.random.nextLong(RECONNECT_MICROS_MAX),
        () -> {
          if (from != connection) {
            return;
          }
          if (server.down || scheduler.nowMicros() < server.silentUntilMicros) {
            reconnectLater();
          } else {
            up = true;
            lastArrival = 0;
            lastReturn = 0;
          }
        });
  }

  private long latency() {
    return 1 + scheduler.random.nextLong(LATENCY_MICROS_MAX);
  }
}
