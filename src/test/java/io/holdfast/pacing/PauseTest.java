package io.holdfast.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However many ask for it, it is one pause; and then there may be another. */
final class PauseTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final AtomicInteger times = new AtomicInteger();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void whoeverAsksMeanwhileSharesIt() throws Exception {
    Pause pause = new Pause(vertx, 1, times::incrementAndGet);
    begin(pause, 3);
    waited(20);
    assertThat(times).hasValue(1);
  }

  @Test
  void afterItThereMayBeAnother() throws Exception {
    Pause pause = new Pause(vertx, 1, times::incrementAndGet);
    begin(pause, 1);
    waited(20);
    begin(pause, 1);
    waited(20);
    assertThat(times).hasValue(2);
  }

  @Test
  void whatFollowsMayBeginTheNext() throws Exception {
    Pause[] pause = new Pause[1];
    pause[0] =
        new Pause(
            vertx,
            1,
            () -> {
              if (times.incrementAndGet() < 3) {
                pause[0].begin();
              }
            });
    begin(pause[0], 1);
    waited(30);
    assertThat(times).hasValue(3);
  }

  private void begin(Pause pause, int asking) {
    loop.runOnContext(
        nothing -> {
          for (int i = 0; i < asking; i++) {
            pause.begin();
          }
        });
  }

  /** On the same loop, so after what was to be done there before. */
  private void waited(long millis) throws Exception {
    Promise<Void> over = Promise.promise();
    loop.runOnContext(nothing -> vertx.setTimer(millis, fired -> over.complete()));
    over.future().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}
