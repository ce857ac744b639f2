package io.holdfast.chaos;

import io.holdfast.api.ChildService;
import java.io.IOException;
import java.util.Map;

/** Two instances of the service over the same servers. Safe from any thread. */
final class Instances implements AutoCloseable {
  static final int COUNT = 2;

  private final Map<String, String> settings;
  private final ChildService[] running = new ChildService[COUNT];
  private final int[] ports = new int[COUNT];

  Instances(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Where an instance listens, or last did. */
  synchronized int port(int instance) {
    return ports[instance];
  }

  /** Starts an instance, after the end of the one before it. */
  void start(int instance) throws IOException {
    ChildService started = ChildService.start(settings);
    synchronized (this) {
      running[instance] = started;
      ports[instance] = started.port();
    }
  }

  /** Ends an instance as a crash would. */
  synchronized void kill(int instance) {
    if (running[instance] != null) {
      running[instance].kill();
      running[instance] = null;
    }
  }

  /**
   * Ends an instance in good order.
   *
   * @return its exit code
   */
  int stop(int instance) throws InterruptedException {
    ChildService ending;
    synchronized (this) {
      ending = running[instance];
      running[instance] = null;
    }
    ending.stop();
    try {
      return ending.exitCode(20);
    } finally {
      ending.close();
    }
  }

  synchronized boolean isRunning(int instance) {
    return running[instance] != null;
  }

  /** Starts what is not running. */
  void startAll() throws IOException {
    for (int instance = 0; instance < COUNT; instance++) {
      if (!isRunning(instance)) {
        start(instance);
      }
    }
  }

  @Override
  public void close() {
    for (int instance = 0; instance < COUNT; instance++) {
      kill(instance);
    }
  }
}
