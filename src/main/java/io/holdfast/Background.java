package io.holdfast;

import io.holdfast.audit.Auditor;
import io.holdfast.authorize.HoldExpiry;
import io.holdfast.authorize.Settler;
import io.holdfast.config.Settings;
import io.holdfast.events.Relay;
import io.holdfast.events.Retries;
import io.holdfast.events.Sealing;
import io.holdfast.events.Targets;
import io.holdfast.gate.CachedBalances;
import io.holdfast.gate.RedisCheck;
import io.holdfast.gate.RedisMarks;
import io.holdfast.http.ApiServer;
import io.holdfast.http.EventDocuments;
import io.holdfast.http.ManagementServer;
import io.holdfast.http.Readiness;
import io.holdfast.ledger.DurabilityCheck;
import io.holdfast.ledger.HouseAccounts;
import io.holdfast.ledger.Proofs;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.Wallets;
import io.holdfast.metrics.Metrics;
import io.holdfast.people.Demo;
import io.holdfast.people.DemoStaff;
import io.holdfast.people.Directory;
import io.holdfast.people.Founding;
import io.holdfast.people.Passwords;
import io.holdfast.programs.ImportWork;
import io.holdfast.programs.MembershipSweep;
import io.holdfast.programs.PeriodCredits;
import io.holdfast.programs.RewardSweep;
import io.holdfast.programs.Rewards;
import io.holdfast.vitals.Probe;
import io.holdfast.vitals.Pulse;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What happens without a caller, and what only operators see. On an event loop of its own: it
 * checks the servers, founds the first business, and then runs the chores until it is closed.
 */
final class Background extends VerticleBase {
  private static final String TOUR_CLIENT = "cl_1042";
  private static final int STARTUP_TIMEOUT_MILLIS = 60_000;

  /**
   * What operators see of the service as a whole, asked from any thread.
   *
   * @param instance its name, known when it listens
   */
  record Parts(
      Supplier<String> instance, Supplier<Probe.State> postgres, Supplier<Probe.State> redis) {}

  /** Something done again and again. */
  private record Chore(Runnable start, Runnable close) {}

  private final Settings settings;
  private final ReadPools pools;
  private final Safety safety;
  private final Metrics metrics;
  private final Passwords passwords;
  private final Targets targets;
  private final Parts parts;
  private final Function<Vertx, Wiring> wire;
  private final List<Chore> chores = new ArrayList<>();
  private volatile Directory directory;
  private volatile HouseAccounts houseAccounts;
  private volatile Pulse pulse;
  private volatile int firstBusiness;
  private volatile Optional<Wallet> demoWallet = Optional.empty();
  private volatile int managementPort;
  private Wiring wiring;
  private ManagementServer management;

  /**
   * What runs in the background of a service.
   *
   * @param targets where webhooks may go
   * @param wire makes the object graph of this event loop
   */
  Background(
      Settings settings,
      ReadPools pools,
      Safety safety,
      Metrics metrics,
      Passwords passwords,
      Targets targets,
      Parts parts,
      Function<Vertx, Wiring> wire) {
    this.settings = settings;
    this.pools = pools;
    this.safety = safety;
    this.metrics = metrics;
    this.passwords = passwords;
    this.targets = targets;
    this.parts = parts;
    this.wire = wire;
  }

  Directory directory() {
    return directory;
  }

  HouseAccounts houseAccounts() {
    return houseAccounts;
  }

  Pulse pulse() {
    return pulse;
  }

  Optional<Wallet> demoWallet() {
    return demoWallet;
  }

  int managementPort() {
    return managementPort;
  }

  @Override
  public Future<?> start() {
    Pool pool = pools.forStart(vertx, STARTUP_TIMEOUT_MILLIS);
    Pool kept = pools.forReading(vertx);
    wiring = wire.apply(vertx);
    directory = new Directory(vertx, () -> pools.forDirectory(vertx), System::nanoTime);
    houseAccounts = new HouseAccounts(kept);
    pulse = takenOf(parts, kept);
    plan(kept);
    return DurabilityCheck.problems(pool)
        .compose(problems -> wiring.start().compose(nothing -> redisProblems(problems)))
        .compose(safety::judge)
        .compose(
            nothing ->
                new Founding(pool, System::currentTimeMillis)
                    .found(
                        settings.demo() ? "Demo Salons" : "Holdfast",
                        settings.adminKey().orElse(null)))
        .onSuccess(business -> firstBusiness = business)
        .compose(business -> settings.demo() ? demo(pool, business) : Future.succeededFuture())
        .compose(nothing -> directory.start())
        .onSuccess(nothing -> chores.forEach(chore -> chore.start().run()));
  }

  private void plan(Pool pool) {
    HoldExpiry expiry =
        new HoldExpiry(wiring.timers, wiring.lookups, wiring.ledger, wiring.authorizer);
    chores.add(new Chore(expiry::start, expiry::close));
    Settler settler =
        new Settler(wiring.timers, wiring.gate, new RedisMarks(wiring.link), wiring.ledger);
    chores.add(new Chore(settler::start, settler::close));
    RewardSweep rewards =
        new RewardSweep(
            wiring.timers,
            wiring.ledger,
            new Rewards(pool, new Wallets(pool), houseAccounts, wiring.authorizer));
    chores.add(new Chore(rewards::start, rewards::close));
    MembershipSweep memberships =
        new MembershipSweep(
            wiring.timers,
            pool,
            wiring.ledger,
            new PeriodCredits(wiring.authorizer, houseAccounts));
    chores.add(new Chore(memberships::start, memberships::close));
    ImportWork imports =
        new ImportWork(wiring.timers, pool, wiring.authorizer, houseAccounts, directory);
    chores.add(new Chore(imports::start, imports::close));
    Auditor auditor =
        new Auditor(
            vertx,
            wiring.gate,
            new CachedBalances(vertx, wiring.link),
            new Proofs(pool),
            metrics,
            settings.audit().stepsPerSecond());
    chores.add(new Chore(auditor::start, auditor::close));
    Pool forEvents = pools.forReading(vertx);
    Sealing sealing = new Sealing(vertx, forEvents, metrics);
    chores.add(new Chore(sealing::start, sealing::close));
    Relay relay =
        new Relay(vertx, forEvents, EventDocuments.by(directory), targets, Retries.USUAL, metrics);
    chores.add(new Chore(relay::start, relay::close));
  }

  /** Takes the pulse of all event loops; on this one. */
  private Pulse takenOf(Parts parts, Pool pool) {
    Proofs proofs = new Proofs(pool);
    return new Pulse(
        vertx,
        parts.instance,
        new Pulse.Body(
            metrics,
            ApiServer.movements(),
            List.of(
                new Probe("postgres", parts.postgres, proofs::walks),
                new Probe("redis", parts.redis, wiring.link::ping)),
            proofs::walks,
            directory::bookMillis,
            business -> business == firstBusiness));
  }

  private Future<Void> demo(Pool pool, int business) {
    return new Demo(pool)
        .load(business)
        .compose(loaded -> demoStaff(pool, business))
        .compose(
            loaded ->
                new Reads(vertx, pool)
                    .wallets(business, Optional.of(TOUR_CLIENT), Optional.empty(), 1))
        .map(
            page -> {
              demoWallet = page.data().stream().findFirst();
              return null;
            });
  }

  /** Passwords that everybody knows are for nobody's server but this machine's. */
  private Future<Boolean> demoStaff(Pool pool, int business) {
    return settings.postgres().embedded()
        ? new DemoStaff(pool, passwords).load(business)
        : Future.succeededFuture(false);
  }

  private Future<List<String>> redisProblems(List<String> others) {
    return RedisCheck.problems(wiring.link)
        .map(
            found -> {
              List<String> all = new ArrayList<>(others);
              all.addAll(found);
              return all;
            });
  }

  /** Opens the management port. */
  Future<Integer> listen(Readiness readiness) {
    Settings.Management at = settings.management();
    management = new ManagementServer(vertx, at.host(), at.port(), readiness, metrics);
    return management.start().onSuccess(port -> managementPort = port);
  }

  /** Ends the chores and closes the management port. */
  Future<Void> close() {
    chores.forEach(chore -> chore.close().run());
    pulse.close();
    directory.close();
    return management == null ? Future.succeededFuture() : management.stop();
  }
}
