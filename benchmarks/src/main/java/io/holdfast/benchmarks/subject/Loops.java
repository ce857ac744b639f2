package io.holdfast.benchmarks.subject;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.function.Supplier;

/** Starts a subject once on each event loop. */
final class Loops {
  private Loops() {}

  static void deploy(int eventLoops, Supplier<Deployable> subject) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops));
    vertx
        .deployVerticle(subject, new DeploymentOptions().setInstances(eventLoops))
        .onFailure(
            failure -> {
              failure.printStackTrace();
              System.exit(1);
            });
  }
}
