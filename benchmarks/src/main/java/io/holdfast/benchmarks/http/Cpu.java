package io.holdfast.benchmarks.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Processor time used so far, in microseconds.
 *
 * @param driver this process
 * @param subject the subject's process
 * @param machine everything on the machine, 0 where the kernel does not say
 */
record Cpu(long driver, long subject, long machine) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final long TICK_MICROS = 10_000;
  private static final int IDLE_COLUMN = 3;
  private static final int IO_WAIT_COLUMN = 4;
  private static final int COLUMNS = 7;

  static Cpu now(Subject subject) throws IOException {
    Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return new Cpu(own.toNanos() / 1_000, subject.cpu().toNanos() / 1_000, machineMicros());
  }

  Cpu since(Cpu before) {
    return new Cpu(driver - before.driver, subject - before.subject, machine - before.machine);
  }

  /** What is neither driver nor subject: the servers, and whatever else runs here. */
  long others() {
    return Math.max(0, machine - driver - subject);
  }

  private static long machineMicros() throws IOException {
    if (!Files.isReadable(STAT)) {
      return 0;
    }
    String total = Files.readString(STAT).lines().findFirst().orElse("cpu");
    String[] columns = total.replace("cpu", "").strip().split(" +", -1);
    long ticks = 0;
    for (int column = 0; column < Math.min(COLUMNS, columns.length); column++) {
      if (column != IDLE_COLUMN && column != IO_WAIT_COLUMN) {
        ticks += Long.parseLong(columns[column]);
      }
    }
    return ticks * TICK_MICROS;
  }
}
