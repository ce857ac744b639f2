package io.holdfast;

import io.holdfast.authorize.WalletLoads;
import io.holdfast.config.Settings;
import io.holdfast.events.Targets;
import io.holdfast.events.Webhooks;
import io.holdfast.http.ApiOptions;
import io.holdfast.http.ApiServer;
import io.holdfast.http.Load;
import io.holdfast.http.OpenApi;
import io.holdfast.http.RateLimiter;
import io.holdfast.http.Readiness;
import io.holdfast.http.Services;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Feed;
import io.holdfast.ledger.Migrations;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.ledger.Proofs;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.Wallets;
import io.holdfast.metrics.Metrics;
import io.holdfast.people.Attempts;
import io.holdfast.people.Passwords;
import io.holdfast.people.People;
import io.holdfast.programs.Activities;
import io.holdfast.programs.Deposits;
import io.holdfast.programs.Flows;
import io.holdfast.programs.Imports;
import io.holdfast.programs.Limits;
import io.holdfast.programs.MembershipPlans;
import io.holdfast.programs.Memberships;
import io.holdfast.programs.PeriodCredits;
import io.holdfast.programs.PeriodReports;
import io.holdfast.programs.Rewards;
import io.holdfast.reports.Reports;
import io.holdfast.reports.Slots;
import io.holdfast.vitals.Probe;
import io.holdfast.wallet.Wallet;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Pool;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: an event loop that commits, one for what happens in the background, and as
 * many as configured for callers, each of these with an object graph of its own ({@link Wiring}).
 */
public final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private static final String HOST = host();

  /** Of a request's time it may wait one part in so many; the rest is for the work, and a stall. */
  private static final int WAIT_SHARE = 3;

  private final Settings settings;
  private final PostgresOptions postgres;
  private final List<String> redis;
  private final Vertx vertx;
  private final Metrics metrics = new Metrics();
  private final Passwords passwords = new Passwords();
  private final Attempts attempts = new Attempts(System::nanoTime);
  private final Safety safety;
  private final WalletLoads.UnderWay loadsUnderWay = new WalletLoads.UnderWay();
  private final Slots reportSlots;
  private final List<Wiring> wirings = new CopyOnWriteArrayList<>();
  private final List<ApiServer> servers = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;
  private volatile Committer committer;
  private volatile Background background;
  private volatile int apiPort;

  private Service(Settings settings, PostgresOptions postgres, List<String> redis) {
    this.settings = settings;
    this.postgres = postgres;
    this.redis = redis;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(settings.eventLoops() + 2)
                .setPreferNativeTransport(true));
    this.safety = new Safety(vertx, settings.allowUnsafe());
    this.reportSlots = new Slots(settings.reports().maxConcurrent());
    metrics.reportsRunning(reportSlots::taken);
    metrics.unsafe(() -> safety.problems().size());
  }

  /**
   * Starts on these servers: migrates, checks, and listens.
   *
   * @param postgresUri of the book
   * @param redisUris one server, or several members of a cluster
   * @return fails if a server is not there, or not fit to be trusted
   */
  public static Future<Service> start(
      Settings settings, String postgresUri, List<String> redisUris) {
    Service service =
        new Service(settings, PostgresOptions.parse(postgresUri), List.copyOf(redisUris));
    // Told before Vert.x is closed: nothing is told by an event loop that ended.
    Promise<Service> started = Promise.promise();
    service
        .start()
        .onSuccess(nothing -> started.complete(service))
        .onFailure(
            failure -> {
              started.fail(failure);
              service.vertx.close();
            });
    return started.future();
  }

  public int apiPort() {
    return apiPort;
  }

  public int managementPort() {
    return background.managementPort();
  }

  Vertx vertx() {
    return vertx;
  }

  /** What makes this instance unsafe to trust with money, if it was told to start all the same. */
  List<String> unsafe() {
    return safety.problems();
  }

  /** The demo chain's wallet that the README's tour is about, if the demo is loaded. */
  Optional<Wallet> demoWallet() {
    return background.demoWallet();
  }

  /**
   * Stops: not ready, no new connections, everything accepted is answered, then the rest.
   *
   * @return completes within the configured time for draining, and little more
   */
  public Future<Void> stop() {
    stopping = true;
    int drainMillis = settings.http().drainTimeoutMillis();
    return Future.join(servers.stream().map(server -> server.drain(drainMillis)).toList())
        .eventually(() -> background.close())
        .onComplete(closed -> passwords.close())
        .eventually(() -> committer.close())
        .eventually(() -> Future.join(wirings.stream().map(Wiring::close).toList()))
        .eventually(vertx::close)
        .mapEmpty();
  }

  private Future<Void> start() {
    Future<Integer> pages = vertx.executeBlocking(ApiServer::readPages);
    return Migrations.run(vertx, postgres)
        .compose(applied -> pages.map(read -> applied))
        .compose(
            applied -> {
              LOG.info("Schema up to date, {} migrations applied", applied.size());
              return vertx.deployVerticle(new Commits());
            })
        .compose(
            nothing -> {
              background =
                  new Background(
                      settings,
                      pools(),
                      safety,
                      metrics,
                      passwords,
                      targets(),
                      new Background.Parts(this::name, this::postgresSign, this::redisSign),
                      vertx -> wire(vertx, settings.eventLoops()));
              return vertx.deployVerticle(background);
            })
        .compose(
            nothing -> {
              AtomicInteger loop = new AtomicInteger();
              RateLimiter rateLimiter = new RateLimiter(settings.limits().rateLimitPerSecond());
              Load load = Load.of(this::overdue);
              metrics.connectionsOpen(load.openConnections()::get);
              return vertx.deployVerticle(
                  () -> new Loop(loop.getAndIncrement(), rateLimiter, load),
                  new DeploymentOptions().setInstances(settings.eventLoops()));
            })
        .compose(nothing -> background.listen(readiness()))
        .onSuccess(
            nothing ->
                LOG.info(
                    "Listening on {}:{} with {} event loops, native transport {}",
                    settings.http().host(),
                    apiPort,
                    settings.eventLoops(),
                    vertx.isNativeTransportEnabled() ? "on" : "off"))
        .mapEmpty();
  }

  /** Whether an operation that comes now would use up too much of its time by waiting. */
  private boolean overdue() {
    long longestNanos =
        TimeUnit.MILLISECONDS.toNanos(settings.http().requestTimeoutMillis()) / WAIT_SHARE;
    return committer.waitNanos() > longestNanos;
  }

  private Wiring wire(Vertx vertx, int loop) {
    Wiring wiring =
        new Wiring(vertx, settings, postgres, redis, committer, loadsUnderWay, metrics, loop);
    wirings.add(wiring);
    return wiring;
  }

  private Reports reports(Vertx vertx) {
    return new Reports(vertx, postgres, reportSlots, settings.reports().timeoutSeconds() * 1_000);
  }

  private ReadPools pools() {
    return new ReadPools(settings, postgres, committer);
  }

  private Targets targets() {
    Settings.Webhooks allowed = settings.webhooks();
    return new Targets(allowed.allowHttp(), allowed.allowPrivateAddresses());
  }

  /** Commits for all event loops. */
  private final class Commits extends VerticleBase {
    @Override
    public Future<?> start() {
      Settings.Postgres limits = settings.postgres();
      committer =
          new Committer(
              vertx,
              postgres.connectOptions(limits.statementTimeoutMillis()),
              new Committer.Bounds(
                  limits.ledgerConnections(),
                  limits.maxBatch(),
                  limits.maxQueued(),
                  limits.statementTimeoutMillis() + ReadPools.SERVERS_WORD_MILLIS,
                  limits.stallTimeoutMillis(),
                  limits.connectTimeoutMillis(),
                  limits.maxKnownWallets()),
              metrics,
              safety::trustsPostgres,
              business -> background.directory().isLimited(business));
      metrics.queueDepth("ledger", settings.eventLoops() + 1, committer::depth);
      return committer.start();
    }
  }

  /** Serves callers on one event loop. */
  private final class Loop extends VerticleBase {
    private final int number;
    private final RateLimiter rateLimiter;
    private final Load load;

    Loop(int number, RateLimiter rateLimiter, Load load) {
      this.number = number;
      this.rateLimiter = rateLimiter;
      this.load = load;
    }

    @Override
    public Future<?> start() {
      Wiring wiring = wire(vertx, number);
      Pool pool = pools().forReading(vertx);
      Wallets wallets = new Wallets(pool);
      Creations creations = new Creations(pool);
      Services services =
          new Services(
              wiring.authorizer,
              wiring.batchAuthorizer,
              wiring.deadlines,
              wiring.inquiry,
              wiring.reversals,
              new Reads(vertx, pool),
              new Proofs(pool),
              wallets,
              creations,
              background.houseAccounts(),
              background.directory(),
              People.of(
                  pool, background.directory(), passwords, attempts, System::currentTimeMillis),
              new Flows(pool, creations, background.directory()::bookMillis),
              new Activities(
                  pool, new Rewards(pool, wallets, background.houseAccounts(), wiring.authorizer)),
              new Limits(pool, creations, background.directory()),
              new MembershipPlans(pool, creations, System::currentTimeMillis),
              new Memberships(pool, creations, System::currentTimeMillis),
              new PeriodReports(
                  creations, new PeriodCredits(wiring.authorizer, background.houseAccounts())),
              new Feed(pool),
              new Webhooks(pool, creations, targets(), System::currentTimeMillis),
              new Deposits(pool, creations, background.directory()::bookMillis),
              new Imports(pool, background.directory()::bookMillis),
              reports(vertx),
              background.pulse());
      Settings.Http http = settings.http();
      ApiServer server =
          new ApiServer(
              vertx,
              services,
              new ApiOptions(
                  http.host(),
                  http.port(),
                  http.maxBodyBytes(),
                  http.maxBatchBodyBytes(),
                  http.maxConnections(),
                  http.maxInFlightPerLoop(),
                  http.requestTimeoutMillis(),
                  http.idleTimeoutSeconds(),
                  settings.reports().timeoutSeconds()),
              rateLimiter,
              load,
              metrics,
              OpenApi.load(),
              number);
      servers.add(server);
      return wiring.start().compose(nothing -> server.start()).onSuccess(port -> apiPort = port);
    }
  }

  private Readiness readiness() {
    List<Readiness.Part> parts =
        List.of(
            new Readiness.Part(
                "service", () -> new Readiness.State(!stopping, stopping ? "stopping" : "running")),
            new Readiness.Part("postgres", this::postgresState),
            new Readiness.Part("redis", this::redisState));
    parts.forEach(part -> metrics.ready(part.name(), () -> part.state().get().ready()));
    return new Readiness(parts, safety::problems);
  }

  private Readiness.State postgresState() {
    return new Readiness.State(committer.isUp(), committer.state());
  }

  /** Without Redis checkouts go on against PostgreSQL, so it never makes the service unready. */
  private Readiness.State redisState() {
    return new Readiness.State(true, redisSign().detail());
  }

  private Probe.State postgresSign() {
    return new Probe.State(committer.isUp(), committer.state());
  }

  private Probe.State redisSign() {
    long up = wirings.stream().filter(wiring -> wiring.gate.isUp()).count();
    boolean all = up == wirings.size();
    String detail = up + " of " + wirings.size() + " loops connected";
    return new Probe.State(all, all ? detail : detail + "; PostgreSQL decides alone meanwhile");
  }

  /** By which operators tell this instance from others. */
  private String name() {
    return HOST + ":" + apiPort;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException itHasNoName) {
      return "localhost";
    }
  }
}
