package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.MoneyAudit;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service, as it runs anywhere, on servers that are given to it. */
final class ServiceSubject implements Subject {
  static final String NAME = "holdfast";
  static final String DATABASE = Servers.SERVICE_DATABASE;
  static final String API_KEY = "hf_benchmark_0123456789abcdef";

  /** As many as there are by default. */
  static final int AUDIT_STEPS_PER_SECOND = 4;

  private static final String MAIN = "io.holdfast.Main";

  private final ChildJvm jvm;
  private final MoneyAudit audit;
  private final int port;

  private ServiceSubject(ChildJvm jvm, MoneyAudit audit, int port) {
    this.jvm = jvm;
    this.audit = audit;
    this.port = port;
  }

  /** With everything as it is by default. */
  static ServiceSubject start(Servers servers, Settings settings, Path logs)
      throws IOException, SQLException, InterruptedException {
    return start(servers, settings, logs, AUDIT_STEPS_PER_SECOND);
  }

  /** Blocks until the service says that it is ready. */
  static ServiceSubject start(Servers servers, Settings settings, Path logs, int auditSteps)
      throws IOException, SQLException, InterruptedException {
    int port = Servers.freePort();
    int managementPort = Servers.freePort();
    Map<String, String> environment =
        Map.of(
            "HOLDFAST_HTTP_HOST", "127.0.0.1",
            "HOLDFAST_HTTP_PORT", Integer.toString(port),
            "HOLDFAST_MANAGEMENT_PORT", Integer.toString(managementPort),
            "HOLDFAST_POSTGRES_URI", servers.postgresUri(DATABASE),
            "HOLDFAST_REDIS_URI", servers.redisUri(),
            "HOLDFAST_ADMIN_KEY", API_KEY,
            "HOLDFAST_EVENT_LOOPS", Integer.toString(settings.eventLoops()),
            "HOLDFAST_AUDIT_STEPS_PER_SECOND", Integer.toString(auditSteps),
            "HOLDFAST_DEMO", "false");
    ChildJvm jvm =
        ChildJvm.start(NAME, logs, new ChildJvm.Program(MAIN, List.of(), environment, List.of()));
    jvm.awaitOk("http://127.0.0.1:" + managementPort + "/readyz");
    MoneyAudit audit = new MoneyAudit(servers.jdbcUrl(DATABASE), servers.redisUri());
    return new ServiceSubject(jvm, audit, port);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Target target(int wallets) {
    return new Target(port, "/v1/debits", API_KEY);
  }

  @Override
  public Optional<Book> book() {
    return Optional.of(audit);
  }

  @Override
  public Duration cpu() {
    return jvm.cpu();
  }

  /** Stops its process where it is, or lets it go on. */
  void pause(boolean stopped) throws IOException, InterruptedException {
    jvm.signal(stopped ? "STOP" : "CONT");
  }

  @Override
  public void close() {
    audit.close();
    jvm.close();
  }
}
