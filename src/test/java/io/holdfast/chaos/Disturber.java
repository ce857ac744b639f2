package io.holdfast.chaos;

import io.holdfast.embedded.PostgresServer;
import io.holdfast.embedded.RedisServer;
import io.holdfast.faults.FaultProxy;
import io.holdfast.faults.FaultProxy.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Breaks parts and mends them, by its seed, one or two at a time with quiet between. */
final class Disturber {
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final FaultProxy toPostgres;
  private final FaultProxy toRedis;
  private final Instances instances;
  private final Servers servers;
  private final SplittableRandom random;
  private final Map<String, Integer> injected = new TreeMap<>();
  private final List<String> trouble = new ArrayList<>();

  /** What can be asked of the servers themselves. */
  interface Servers {
    void redis(String... words);

    void postgres(String sql);
  }

  private interface Fault {
    void inject(long millis) throws IOException, InterruptedException;
  }

  Disturber(
      PostgresServer postgres,
      RedisServer redis,
      FaultProxy toPostgres,
      FaultProxy toRedis,
      Instances instances,
      Servers servers,
      long seed) {
    this.postgres = postgres;
    this.redis = redis;
    this.toPostgres = toPostgres;
    this.toRedis = toRedis;
    this.instances = instances;
    this.servers = servers;
    this.random = new SplittableRandom(seed);
  }

  /** How often what was done. */
  Map<String, Integer> injected() {
    return injected;
  }

  /** What did not go as it should while disturbing: an instance that did not stop in order. */
  List<String> trouble() {
    return trouble;
  }

  /** Goes on until then; everything runs afterwards. */
  void run(long untilNanos) throws IOException, InterruptedException {
    while (System.nanoTime() < untilNanos) {
      pause(random.nextLong(200, 1_500));
      disturb();
    }
    toPostgres.heal();
    toRedis.heal();
    instances.startAll();
  }

  private void disturb() throws IOException, InterruptedException {
    switch (random.nextInt(19)) {
      case 0 -> during("redis killed, back with what it saved, if anything", this::killRedis);
      case 1 -> during("redis flushed", millis -> servers.redis("FLUSHALL"));
      case 2 -> during("redis scripts flushed", millis -> servers.redis("SCRIPT", "FLUSH"));
      case 3, 4 -> during("redis frozen", millis -> freeze(redis.pid(), millis));
      case 5 -> during("redis unreachable", millis -> refuse(toRedis, millis));
      case 6 -> during("redis answers swallowed", millis -> drop(toRedis, millis));
      case 7 -> during("redis connections reset", millis -> toRedis.sever());
      case 8 -> during("redis out of memory", this::fillRedis);
      case 9 -> during("postgres killed, back", this::killPostgres);
      case 10 -> during("postgres sessions terminated", millis -> terminate());
      case 11 -> during("postgres frozen", this::freezePostgres);
      case 12, 13 ->
          during(
              "commit answers cut off",
              millis -> toPostgres.cutAfter(Direction.TO_CLIENT, random.nextLong(1, 4_000)));
      case 14 -> during("postgres unreachable", millis -> refuse(toPostgres, millis));
      case 15 -> during("slow network", this::slow);
      case 16 -> during("redis replaced by an older copy", this::replaceRedis);
      case 17 -> during("instance killed, started again", millis -> killInstance());
      default -> during("instance stopped by SIGTERM, started again", millis -> stopInstance());
    }
  }

  private void during(String name, Fault fault) throws IOException, InterruptedException {
    injected.merge(name, 1, Integer::sum);
    fault.inject(random.nextLong(100, 2_500));
  }

  private void killRedis(long millis) {
    redis.kill();
    pause(millis);
    redis.restart();
  }

  /** As a replica that takes over has not seen the last moments. */
  private void replaceRedis(long millis) {
    servers.redis("SAVE");
    pause(millis);
    redis.kill();
    redis.restart();
  }

  private void fillRedis(long millis) {
    servers.redis("CONFIG", "SET", "maxmemory", "1");
    pause(millis);
    servers.redis("CONFIG", "SET", "maxmemory", "1gb");
  }

  private void killPostgres(long millis) {
    postgres.kill();
    pause(millis);
    postgres.restart();
  }

  private void terminate() {
    servers.postgres(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
  }

  private void freezePostgres(long millis) throws IOException, InterruptedException {
    List<Long> pids = new ArrayList<>();
    pids.add(postgres.pid());
    ProcessHandle.of(postgres.pid())
        .ifPresent(main -> main.descendants().forEach(each -> pids.add(each.pid())));
    for (long pid : pids) {
      signal("STOP", pid);
    }
    pause(millis);
    for (long pid : pids) {
      signal("CONT", pid);
    }
  }

  private static void freeze(long pid, long millis) throws IOException, InterruptedException {
    signal("STOP", pid);
    pause(millis);
    signal("CONT", pid);
  }

  private static void refuse(FaultProxy proxy, long millis) {
    proxy.refuse();
    pause(millis);
    proxy.heal();
  }

  private void drop(FaultProxy proxy, long millis) {
    proxy.drop(random.nextBoolean() ? Direction.TO_CLIENT : Direction.TO_SERVER);
    pause(millis);
    proxy.heal();
  }

  private void slow(long millis) {
    toRedis.delay(random.nextLong(1, 30));
    toPostgres.delay(random.nextLong(1, 30));
    pause(millis);
    toRedis.heal();
    toPostgres.heal();
  }

  private void killInstance() throws IOException {
    int instance = random.nextInt(Instances.COUNT);
    instances.kill(instance);
    instances.start(instance);
  }

  private void stopInstance() throws IOException, InterruptedException {
    int instance = random.nextInt(Instances.COUNT);
    int code = instances.stop(instance);
    if (code != 0) {
      trouble.add("an instance ended with " + code + " on SIGTERM");
    }
    instances.start(instance);
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    // One that has ended meanwhile needs no signal.
    new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor();
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }
}
