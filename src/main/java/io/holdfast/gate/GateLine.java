package io.holdfast.gate;

import io.holdfast.metrics.Metrics;
import io.holdfast.pacing.Linger;
import io.holdfast.pacing.Pause;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Script calls one after another: what there is to say while a call is under way goes with the next
 * one, and what comes right after it {@link Linger lingers} for company. So a call carries as much
 * as the load brings, and an idle gate is asked at once. A call that is full waits for nothing.
 *
 * <p>That an operation is settled is told along with whatever comes next, since nobody waits for
 * it; if nothing comes, after {@value #PATIENCE_MILLIS} ms. Bound to one event loop.
 */
final class GateLine {
  /** Entries in one script call: what bounds the time for which Redis serves nobody else. */
  private static final int CALL_MAX = 64;

  private static final long PATIENCE_MILLIS = 2;

  private static final LuaScript GATE = LuaScript.load("gate");

  private final Context context;
  private final RedisLink link;
  private final Metrics metrics;
  private final IntConsumer onAnswered;
  private List<GateCall> waiting = new ArrayList<>();
  private final Linger linger = new Linger();
  private final Pause patience;
  private final Pause lingering;
  private boolean scheduled;
  private int underWay;

  /**
   * A line on the event loop that makes it.
   *
   * @param onAnswered told how many entries were answered, before they are
   */
  GateLine(Vertx vertx, RedisLink link, Metrics metrics, IntConsumer onAnswered) {
    this.context = vertx.getOrCreateContext();
    this.link = link;
    this.metrics = metrics;
    this.onAnswered = onAnswered;
    this.patience = new Pause(vertx, PATIENCE_MILLIS, this::sendUnlessBusy);
    this.lingering = new Pause(vertx, Linger.MILLIS, this::sendUnlessBusy);
  }

  void add(GateCall call) {
    waiting.add(call);
    if (waiting.size() >= CALL_MAX) {
      send();
    } else if (underWay > 0 || scheduled) {
      return;
    } else if (call.isPatient()) {
      patience.begin();
    } else {
      // At the end of this tick, so that what else it brings rides along.
      scheduled = true;
      context.runOnContext(
          nothing -> {
            scheduled = false;
            sendUnlessBusy();
          });
    }
  }

  private void sendUnlessBusy() {
    if (underWay > 0 || waiting.isEmpty()) {
      return;
    } else if (linger.expectsMore(waiting.size(), System.nanoTime())) {
      lingering.begin();
    } else {
      send();
    }
  }

  private void send() {
    List<GateCall> calls = waiting;
    waiting = new ArrayList<>(calls.size());
    ScriptCall written;
    try {
      written = written(calls, link.epoch());
    } catch (RuntimeException unwritable) {
      // Nothing was sent. Whoever is in the call with it must not wait for ever.
      onAnswered.accept(calls.size());
      calls.forEach(call -> call.answer().fail(unwritable));
      return;
    }
    underWay++;
    linger.sent(calls.size());
    long sentNanos = System.nanoTime();
    link.run(GATE, written)
        .onComplete(
            result -> {
              long answeredNanos = System.nanoTime();
              underWay--;
              linger.answered(answeredNanos);
              onAnswered.accept(calls.size());
              if (result.succeeded()) {
                metrics.recordGate(answeredNanos - sentNanos);
                answer(calls, result.result());
              } else {
                calls.forEach(call -> call.answer().fail(result.cause()));
              }
              // After the answers, so that what they bring rides along.
              sendUnlessBusy();
            });
  }

  private static ScriptCall written(List<GateCall> calls, String epoch) {
    int keys = 0;
    int arguments = 1;
    for (GateCall call : calls) {
      keys += call.entry().keys();
      arguments += call.entry().arguments();
    }
    ScriptCall written = new ScriptCall(keys, arguments);
    for (GateCall call : calls) {
      call.entry().addKeys(written);
    }
    written.add(epoch);
    for (GateCall call : calls) {
      call.entry().addArguments(written);
    }
    return written;
  }

  private static void answer(List<GateCall> calls, Response replies) {
    int at = 0;
    for (GateCall call : calls) {
      GateCall.Reply reply = null;
      if (call.asks()) {
        reply = new GateCall.Reply(replies.get(at).toInteger(), replies.get(at + 1));
        at += 2;
      }
      call.answer().complete(reply);
    }
  }
}
