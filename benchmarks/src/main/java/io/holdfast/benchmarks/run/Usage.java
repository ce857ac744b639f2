package io.holdfast.benchmarks.run;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was used, by whom.
 *
 * @param cpuMicros processor time by process: driver, subject, redis, postgresql, machine; one that
 *     is not known is not in it
 * @param threadCpuMicros processor time of the subject, by what its threads are for
 * @param allocatedBytes of the subject, by what its threads are for; empty if not known
 */
record Usage(
    Map<String, Double> cpuMicros,
    Map<String, Double> threadCpuMicros,
    Map<String, Double> allocatedBytes) {

  Usage since(Usage before) {
    return new Usage(
        minus(cpuMicros, before.cpuMicros),
        minus(threadCpuMicros, before.threadCpuMicros),
        minus(allocatedBytes, before.allocatedBytes));
  }

  private static Map<String, Double> minus(Map<String, Double> now, Map<String, Double> before) {
    Map<String, Double> used = new TreeMap<>();
    now.forEach((who, much) -> used.put(who, Math.max(0, much - before.getOrDefault(who, 0.0))));
    return used;
  }
}
