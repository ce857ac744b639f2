package io.holdfast.benchmarks.run;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Bytes that the threads of another JVM have allocated so far: what the JVM itself counts for each
 * thread, asked over its local management connector. Nothing is instrumented; what the asking
 * allocates there is among the "others".
 */
final class Allocation implements AutoCloseable {
  private final JMXConnector connector;
  private final ThreadMXBean threads;

  private Allocation(JMXConnector connector, ThreadMXBean threads) {
    this.connector = connector;
    this.threads = threads;
  }

  /** Empty if that JVM cannot be asked: it is another user's, or a runtime without the modules. */
  // The address is that of a JVM which this run has started.
  @SuppressWarnings("BanJNDI")
  static Optional<Allocation> of(long pid) {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
      String address;
      try {
        address = jvm.startLocalManagementAgent();
      } finally {
        jvm.detach();
      }
      JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
      ThreadMXBean threads =
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              ManagementFactory.THREAD_MXBEAN_NAME,
              ThreadMXBean.class);
      return Optional.of(new Allocation(connector, threads));
    } catch (IOException | AttachNotSupportedException notHere) {
      return Optional.empty();
    }
  }

  /** Of the event loops, and of all others. */
  Map<String, Double> bytes() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    ThreadInfo[] infos = threads.getThreadInfo(ids);
    Map<String, Double> sums = new TreeMap<>(Map.of("event_loops", 0.0, "others", 0.0));
    for (int i = 0; i < ids.length; i++) {
      if (infos[i] != null && bytes[i] > 0) {
        boolean loop = infos[i].getThreadName().startsWith("vert.x-eventloop");
        sums.merge(loop ? "event_loops" : "others", (double) bytes[i], Double::sum);
      }
    }
    return sums;
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException goneAlready) {
      // The other JVM has ended, and with it the connection.
    }
  }
}
