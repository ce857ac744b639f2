package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.LoadDriver;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Notes what is used within a window, and says every second how it goes. */
final class WindowWatch implements LoadDriver.Observer {
  private final String title;
  private final Subject subject;
  private final Optional<Servers> servers;
  private final Optional<Allocation> allocation;
  private Usage before;
  private Usage used;
  private long lastAchieved;

  WindowWatch(
      String title, Subject subject, Optional<Servers> servers, Optional<Allocation> allocation) {
    this.title = title;
    this.subject = subject;
    this.servers = servers;
    this.allocation = allocation;
    // What the first look makes this and the other JVM load belongs in no window.
    this.before = now();
  }

  @Override
  public void windowOpens() {
    before = now();
  }

  @Override
  public void second(int seconds, long achieved) {
    System.out.printf(
        Locale.ROOT, "  %s  %3d s  %,9d/s%n", title, seconds, achieved - lastAchieved);
    lastAchieved = achieved;
  }

  @Override
  public void windowCloses() {
    used = now().since(before);
  }

  /** In the window; after it. */
  Usage used() {
    return used;
  }

  private Usage now() {
    Map<String, Double> cpu = new TreeMap<>();
    cpu.put("driver", ProcessCpu.own());
    ProcessCpu.machine().ifPresent(micros -> cpu.put("machine", micros));
    servers.ifPresent(
        both -> {
          cpu.put("redis", ProcessCpu.tree(both.redisPid()));
          cpu.put("postgresql", ProcessCpu.tree(both.postgresPid()));
        });
    OptionalLong pid = subject.pid();
    if (pid.isEmpty()) {
      return new Usage(cpu, Map.of(), Map.of());
    }
    cpu.put("subject", ProcessCpu.tree(pid.getAsLong()));
    return new Usage(
        cpu,
        ProcessCpu.threads(pid.getAsLong()),
        allocation.map(Allocation::bytes).orElse(Map.of()));
  }
}
