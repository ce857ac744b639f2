package io.holdfast.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The effective configuration of one process. Immutable; safe to share.
 *
 * <p>What a value means, costs and trades is told in {@code config/holdfast.yaml}; units stand in
 * the names. Values read by {@link #load} lie in their ranges.
 *
 * @param eventLoops number of event loops, from 1 to 256
 * @param demo whether to load the demo chain
 * @param adminKey API key of the business that exists from the start; empty: none is made
 * @param dataDir absolute folder of the embedded servers; empty: a temporary one
 * @param allowUnsafe whether to run on servers whose settings can lose what was acknowledged
 * @param effective one line a knob, {@code path = value}, without secrets
 */
public record Settings(
    Http http,
    Management management,
    Postgres postgres,
    Redis redis,
    Limits limits,
    Audit audit,
    Webhooks webhooks,
    Reports reports,
    int eventLoops,
    boolean demo,
    Optional<String> adminKey,
    Optional<Path> dataDir,
    boolean allowUnsafe,
    List<String> effective) {

  /** The admin key in embedded mode, known to everybody who has read the README. */
  public static final String DEMO_ADMIN_KEY = "hf_dev_admin";

  static final String FILE_VARIABLE = Knob.PREFIX + "CONFIG";

  private static final String LOOPBACK = "127.0.0.1";

  /**
   * The API's listener.
   *
   * @param port from 0 (any free one) to 65535
   * @param maxBodyBytes of one request
   * @param maxBatchBodyBytes of one request to {@code /v1/batches}
   * @param maxInFlightPerLoop requests under way on one event loop before 503
   * @param maxConnections open at a time in this process
   * @param drainTimeoutMillis for what is in flight when the process is told to stop
   */
  public record Http(
      String host,
      int port,
      int maxBodyBytes,
      int maxBatchBodyBytes,
      int maxInFlightPerLoop,
      int maxConnections,
      int requestTimeoutMillis,
      int idleTimeoutSeconds,
      int drainTimeoutMillis) {

    private static Http read(KnobReader knobs, String defaultHost) {
      return new Http(
          knobs.text("http.host", defaultHost, Form.HOST),
          knobs.integer("http.port", 8080, 0, 65_535),
          knobs.integer("http.max_body_bytes", 65_536, 1024, 65_536),
          knobs.integer("http.max_batch_body_bytes", 8_388_608, 65_536, 8_388_608),
          knobs.integer("http.max_in_flight_per_loop", 1024, 1, 65_536),
          knobs.integer("http.max_connections", 10_000, 1, 1_000_000),
          knobs.integer("http.request_timeout_millis", 3000, 100, 60_000),
          knobs.integer("http.idle_timeout_seconds", 60, 1, 3600),
          knobs.integer("http.drain_timeout_millis", 8000, 0, 9000));
    }
  }

  /**
   * The listener for probes and metrics.
   *
   * @param port from 0 (any free one) to 65535
   */
  public record Management(String host, int port) {
    private static Management read(KnobReader knobs, String defaultHost) {
      return new Management(
          knobs.text("management.host", defaultHost, Form.HOST),
          knobs.integer("management.port", 8081, 0, 65_535));
    }
  }

  /**
   * The book.
   *
   * @param uri {@code postgresql://user:password@host:port/database}; empty: embedded
   * @param ledgerConnections connections that commit, for the whole process
   * @param readConnectionsPerLoop connections that only read
   * @param maxBatch operations in one statement
   * @param maxQueued operations that wait for a statement before 503
   * @param stallTimeoutMillis without a word from the server, after which the answer is 503 at once
   * @param maxKnownWallets whose last state is remembered by who commits, 0 for none
   */
  public record Postgres(
      Optional<String> uri,
      int ledgerConnections,
      int readConnectionsPerLoop,
      int maxBatch,
      int maxQueued,
      int statementTimeoutMillis,
      int stallTimeoutMillis,
      int connectTimeoutMillis,
      int maxKnownWallets) {

    /** Whether Holdfast brings its own PostgreSQL. */
    public boolean embedded() {
      return uri.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Postgres[uri=" + uri.map(Secrets::inUri).orElse("") + ", …]";
    }

    private static Postgres read(KnobReader knobs) {
      return new Postgres(
          knobs.uri("postgres.uri", Form.POSTGRES_URI),
          knobs.integer("postgres.ledger_connections", 1, 1, 16),
          knobs.integer("postgres.read_connections_per_loop", 2, 1, 16),
          knobs.integer("postgres.max_batch", 256, 1, 4096),
          knobs.integer("postgres.max_queued", 4096, 1, 100_000),
          knobs.integer("postgres.statement_timeout_millis", 2000, 50, 60_000),
          knobs.integer("postgres.stall_timeout_millis", 1000, 50, 60_000),
          knobs.integer("postgres.connect_timeout_millis", 2000, 50, 60_000),
          knobs.integer("postgres.max_known_wallets", 1_048_576, 0, 16_777_216));
    }
  }

  /**
   * The gate's cache.
   *
   * @param uris one, or several of a cluster; empty: embedded
   * @param maxQueued commands that wait for a reply on one event loop before PostgreSQL is asked
   */
  public record Redis(
      List<String> uris, int commandTimeoutMillis, int connectTimeoutMillis, int maxQueued) {

    /** Whether Holdfast brings its own Redis. */
    public boolean embedded() {
      return uris.isEmpty();
    }

    /** Without passwords. */
    @Override
    public String toString() {
      return "Redis[uris=" + uris.stream().map(Secrets::inUri).toList() + ", …]";
    }

    private static Redis read(KnobReader knobs) {
      return new Redis(
          knobs.uris("redis.uri", Form.REDIS_URI),
          knobs.integer("redis.command_timeout_millis", 500, 10, 30_000),
          knobs.integer("redis.connect_timeout_millis", 1000, 10, 30_000),
          knobs.integer("redis.max_queued", 4096, 1, 100_000));
    }
  }

  /**
   * What one caller may take.
   *
   * @param rateLimitPerSecond requests of one API key; 0: no limit
   */
  public record Limits(int rateLimitPerSecond) {
    private static Limits read(KnobReader knobs) {
      return new Limits(knobs.integer("limits.rate_limit_per_second", 0, 0, 1_000_000));
    }
  }

  /**
   * Proving the book while it is in use.
   *
   * @param stepsPerSecond how often the audit goes on by a hundred wallets and four hundred journal
   *     rows; 0: never
   */
  public record Audit(int stepsPerSecond) {
    private static Audit read(KnobReader knobs) {
      return new Audit(knobs.integer("audit.steps_per_second", 4, 0, 100));
    }
  }

  /**
   * Where webhooks may go beside the open Internet.
   *
   * @param allowHttp without TLS
   * @param allowPrivateAddresses this machine and private networks
   */
  public record Webhooks(boolean allowHttp, boolean allowPrivateAddresses) {
    private static Webhooks read(KnobReader knobs, boolean embedded) {
      return new Webhooks(
          knobs.flag("webhooks.allow_http", embedded),
          knobs.flag("webhooks.allow_private_addresses", embedded));
    }
  }

  /**
   * Reading reports while checkouts go on.
   *
   * @param maxConcurrent of this process, and half as many of one business
   * @param timeoutSeconds for a whole report
   */
  public record Reports(int maxConcurrent, int timeoutSeconds) {
    private static Reports read(KnobReader knobs) {
      return new Reports(
          knobs.integer("reports.max_concurrent", 4, 1, 64),
          knobs.integer("reports.timeout_seconds", 300, 1, 3600));
    }
  }

  /**
   * Reads the configuration: the environment first, then the file, then the defaults.
   *
   * <p>The file is the one named by {@code HOLDFAST_CONFIG}, else {@code config/holdfast.yaml} if
   * there is one. An empty variable counts as not set. But for that file and the number of
   * processors this depends on its arguments only.
   *
   * @param environment all variables; those that do not begin with {@code HOLDFAST_} are ignored
   * @param cwd what relative paths start from
   * @throws ConfigurationException with all faults, if there is any
   */
  public static Settings load(Map<String, String> environment, Path cwd) {
    Optional<String> file =
        Optional.of(environment.getOrDefault(FILE_VARIABLE, "").strip())
            .filter(it -> !it.isEmpty());
    return read(new KnobReader(environment, ConfigurationFile.find(file, cwd)), cwd);
  }

  /** The knobs there are, in the order in which they are described. */
  static Collection<Knob> knobs() {
    KnobReader knobs = new KnobReader(Map.of(), ConfigurationFile.NONE);
    read(knobs, Path.of(""));
    return knobs.knobs();
  }

  /** Whether anything embedded runs in this process, and so a data folder is used. */
  public boolean embedded() {
    return postgres.embedded() || redis.embedded();
  }

  /** The effective value of every knob, one a line, without secrets. */
  public String describe() {
    return String.join("\n", effective);
  }

  /** What is allowed but should not go unseen, to be logged at the start; without secrets. */
  public List<String> warnings() {
    boolean open = adminKey.filter(DEMO_ADMIN_KEY::equals).isPresent() && !isLoopback(http.host());
    return open
        ? List.of(
            "the admin key is the well-known "
                + DEMO_ADMIN_KEY
                + " and the API listens on "
                + http.host()
                + ": whoever reaches it is admin; set HOLDFAST_ADMIN_KEY")
        : List.of();
  }

  /** As {@link #describe}: no secrets. */
  @Override
  public String toString() {
    return describe();
  }

  private static Settings read(KnobReader knobs, Path cwd) {
    Postgres postgres = Postgres.read(knobs);
    boolean embedded = postgres.embedded();
    String host = embedded ? LOOPBACK : "0.0.0.0";
    Http http = Http.read(knobs, host);
    Management management = Management.read(knobs, host);
    Redis redis = Redis.read(knobs);
    Limits limits = Limits.read(knobs);
    Audit audit = Audit.read(knobs);
    Webhooks webhooks = Webhooks.read(knobs, embedded);
    Reports reports = Reports.read(knobs);
    int cores = Math.min(Runtime.getRuntime().availableProcessors(), 256);
    int eventLoops = knobs.integer("event_loops", cores, 1, 256);
    boolean demo = knobs.flag("demo", embedded);
    Optional<String> adminKey =
        knobs.secret(
            "admin_key", embedded ? Optional.of(DEMO_ADMIN_KEY) : Optional.empty(), Form.KEY);
    Optional<Path> dataDir = knobs.path("data_dir", cwd);
    boolean allowUnsafe = knobs.flag("allow_unsafe", false);
    check(knobs, http, management, postgres, redis);
    return new Settings(
        http,
        management,
        postgres,
        redis,
        limits,
        audit,
        webhooks,
        reports,
        eventLoops,
        demo,
        adminKey,
        dataDir,
        allowUnsafe,
        knobs.finish());
  }

  private static void check(
      KnobReader knobs, Http http, Management management, Postgres postgres, Redis redis) {
    knobs.mustHold(
        http.port() == 0 || http.port() != management.port(),
        "management.port is " + management.port() + "; allowed: another one than http.port");
    knobs.mustHold(
        postgres.statementTimeoutMillis() < http.requestTimeoutMillis(),
        shorter("postgres.statement_timeout_millis", postgres.statementTimeoutMillis(), http));
    knobs.mustHold(
        redis.commandTimeoutMillis() < http.requestTimeoutMillis(),
        shorter("redis.command_timeout_millis", redis.commandTimeoutMillis(), http));
  }

  /** A caller who gave up must not leave work behind that nobody waits for any more. */
  private static String shorter(String path, int value, Http http) {
    return path
        + " is "
        + value
        + "; allowed: less than http.request_timeout_millis, which is "
        + http.requestTimeoutMillis();
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }
}
