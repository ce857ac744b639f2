package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.Target;
import io.holdfast.benchmarks.subject.JsonExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The plain JSON exchange. */
final class JsonSubject implements Subject {
  static final String NAME = "json";

  private final ChildJvm jvm;
  private final Target target;

  private JsonSubject(ChildJvm jvm, Target target) {
    this.jvm = jvm;
    this.target = target;
  }

  static JsonSubject start(Settings settings, Path logs) throws IOException, InterruptedException {
    int port = Servers.freePort();
    ChildJvm jvm =
        ChildJvm.start(
            NAME,
            logs,
            ChildJvm.Program.baseline(
                JsonExchange.class,
                Integer.toString(port),
                Integer.toString(settings.eventLoops())));
    jvm.awaitPort(port);
    return new JsonSubject(jvm, new Target(port, "/v1/debits", ServiceSubject.API_KEY));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Target target(int wallets) {
    return target;
  }

  @Override
  public Optional<Book> book() {
    return Optional.empty();
  }

  @Override
  public Duration cpu() {
    return jvm.cpu();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
