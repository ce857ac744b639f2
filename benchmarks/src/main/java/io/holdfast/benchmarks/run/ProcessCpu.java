package io.holdfast.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processor time used so far, in microseconds, as the kernel counts it: in steps of 10 ms. */
final class ProcessCpu {
  private static final Path PROC = Path.of("/proc");
  private static final long TICK_MICROS = 10_000;

  /** Places in /proc/…/stat after the name: time of its own, and of children that have ended. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;
  private static final int REAPED_USER = 13;
  private static final int REAPED_SYSTEM = 14;

  private static final int MACHINE_IDLE = 3;
  private static final int MACHINE_IO_WAIT = 4;
  private static final int MACHINE_COLUMNS = 7;

  private ProcessCpu() {}

  /** Of this process. */
  static double own() {
    Duration used = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return used.toNanos() / 1e3;
  }

  /** Of a process and all that it has started, those included that have ended. */
  static double tree(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .mapToDouble(ProcessCpu::withReaped)
        .sum();
  }

  /** Of the whole machine; empty where the kernel does not say. */
  static OptionalDouble machine() {
    try {
      String total = Files.readString(PROC.resolve("stat")).lines().findFirst().orElse("cpu");
      String[] columns = total.replace("cpu", "").strip().split(" +", -1);
      long ticks = 0;
      for (int column = 0; column < Math.min(MACHINE_COLUMNS, columns.length); column++) {
        if (column != MACHINE_IDLE && column != MACHINE_IO_WAIT) {
          ticks += Long.parseLong(columns[column]);
        }
      }
      return OptionalDouble.of((double) ticks * TICK_MICROS);
    } catch (IOException elsewhere) {
      return OptionalDouble.empty();
    }
  }

  /** Of the threads of a JVM, by what they are for; empty where the kernel does not say. */
  static Map<String, Double> threads(long pid) {
    Map<String, Double> used = new TreeMap<>();
    Path tasks = PROC.resolve(Long.toString(pid)).resolve("task");
    if (!Files.isDirectory(tasks)) {
      return used;
    }
    try (Stream<Path> all = Files.list(tasks)) {
      for (Path task : all.toList()) {
        addThread(used, task);
      }
    } catch (IOException ended) {
      used.clear();
    }
    return used;
  }

  private static void addThread(Map<String, Double> used, Path task) {
    try {
      String stat = Files.readString(task.resolve("stat"));
      String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      used.merge(kind(name), ticks(stat, USER, SYSTEM) * (double) TICK_MICROS, Double::sum);
    } catch (IOException endedMeanwhile) {
      // A thread that is gone uses nothing any more.
    }
  }

  private static String kind(String thread) {
    if (thread.startsWith("vert.x-eventloo")) {
      return "event_loops";
    }
    if (thread.startsWith("C1 Comp") || thread.startsWith("C2 Comp")) {
      return "jit";
    }
    return thread.startsWith("GC Thread") || thread.startsWith("G1 ") ? "gc" : "others";
  }

  private static double withReaped(ProcessHandle process) {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(process.pid())).resolve("stat"));
      return ticks(stat, USER, SYSTEM, REAPED_USER, REAPED_SYSTEM) * (double) TICK_MICROS;
    } catch (IOException noProc) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
    }
  }

  private static long ticks(String stat, int... places) {
    // The name in front may have blanks in it, and ends with the last parenthesis.
    String[] columns = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    long ticks = 0;
    for (int place : places) {
      ticks += Long.parseLong(columns[place]);
    }
    return ticks;
  }
}
