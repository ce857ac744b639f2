package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.Target;
import io.holdfast.benchmarks.subject.JsonExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** The plain JSON exchange. */
final class JsonSubject {
  static final String NAME = "json";

  private JsonSubject() {}

  /**
   * Starts it.
   *
   * @param claims whose wallets it is asked for; it moves no money
   */
  static HttpSubject start(int eventLoops, Claims claims, Path logs)
      throws IOException, InterruptedException {
    int port = Servers.freePort();
    ChildJvm jvm =
        ChildJvm.start(
            NAME,
            logs,
            ChildJvm.Program.baseline(
                JsonExchange.class, Integer.toString(port), Integer.toString(eventLoops)));
    jvm.awaitPort(port);
    Target target = Target.local(port, "", ServiceSubject.API_KEY);
    return new HttpSubject(
        NAME,
        OptionalInt.of(eventLoops),
        HttpSubject.everywhere(target),
        Optional.of(jvm),
        Optional.empty(),
        claims);
  }
}
