package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.JournalFill;
import io.holdfast.benchmarks.book.MoneyAudit;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.book.ServiceSeed;
import io.holdfast.benchmarks.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The service, as it runs anywhere, on servers that are given to it. */
final class ServiceSubject {
  static final String NAME = "holdfast";
  static final String API_KEY = "hf_benchmark_0123456789abcdef";

  /** As many as there are by default. */
  static final int AUDIT_STEPS_PER_SECOND = 4;

  private static final String MAIN = "io.holdfast.Main";

  private ServiceSubject() {}

  /**
   * Which servers an instance works on.
   *
   * @param redis number of the database there
   */
  record Place(Servers servers, String database, int redis) {
    String jdbcUrl() {
      return servers.jdbcUrl(database);
    }

    MoneyAudit book() throws SQLException {
      return new MoneyAudit(jdbcUrl(), servers.redisUri(redis));
    }
  }

  /**
   * Starts an instance on an empty database, and fills that.
   *
   * @param classpath of the build that it is an instance of
   * @param journal rows to add, for these wallets in equal parts
   */
  static HttpSubject start(
      String classpath, Place place, int eventLoops, int wallets, int journal, Path logs)
      throws IOException, SQLException, InterruptedException {
    Instance instance = launch(classpath, place, eventLoops, AUDIT_STEPS_PER_SECOND, logs);
    long opening = Options.OPENING_BALANCE;
    List<UUID> ids = ServiceSeed.wallets(place.jdbcUrl(), wallets, opening);
    long added = JournalFill.deposits(place.jdbcUrl(), ids, journal / wallets);
    return instance.subject(place.book(), new Claims(ids, opening + added));
  }

  /** Starts one more instance on the place of another, for the same wallets. */
  static HttpSubject another(Place place, int eventLoops, Claims claims, Path logs)
      throws IOException, SQLException, InterruptedException {
    return launch(place, eventLoops, AUDIT_STEPS_PER_SECOND, logs).subject(place.book(), claims);
  }

  /** A running instance. */
  record Instance(ChildJvm jvm, Target target, int eventLoops) {
    HttpSubject subject(Book book, Claims claims) {
      return new HttpSubject(
          NAME,
          OptionalInt.of(eventLoops),
          HttpSubject.everywhere(target),
          Optional.of(jvm),
          Optional.of(book),
          claims);
    }
  }

  /** Blocks until the service says that it is ready. */
  static Instance launch(Place place, int eventLoops, int auditSteps, Path logs)
      throws IOException, InterruptedException {
    return launch(ChildJvm.Program.HERE, place, eventLoops, auditSteps, logs);
  }

  private static Instance launch(
      String classpath, Place place, int eventLoops, int auditSteps, Path logs)
      throws IOException, InterruptedException {
    int port = Servers.freePort();
    int managementPort = Servers.freePort();
    Map<String, String> environment =
        Map.of(
            "HOLDFAST_HTTP_HOST", "127.0.0.1",
            "HOLDFAST_HTTP_PORT", Integer.toString(port),
            "HOLDFAST_MANAGEMENT_PORT", Integer.toString(managementPort),
            "HOLDFAST_POSTGRES_URI", place.servers().postgresUri(place.database()),
            "HOLDFAST_REDIS_URI", place.servers().redisUri(place.redis()),
            "HOLDFAST_ADMIN_KEY", API_KEY,
            "HOLDFAST_EVENT_LOOPS", Integer.toString(eventLoops),
            "HOLDFAST_AUDIT_STEPS_PER_SECOND", Integer.toString(auditSteps),
            "HOLDFAST_DEMO", "false");
    ChildJvm jvm =
        ChildJvm.start(
            NAME, logs, new ChildJvm.Program(classpath, MAIN, List.of(), environment, List.of()));
    jvm.awaitOk("http://127.0.0.1:" + managementPort + "/readyz");
    return new Instance(jvm, Target.local(port, "", API_KEY), eventLoops);
  }
}
