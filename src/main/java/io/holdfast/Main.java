package io.holdfast;

import io.holdfast.config.ConfigurationException;
import io.holdfast.config.Settings;
import io.holdfast.embedded.EmbeddedServers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service by its configuration, and stops it on SIGTERM. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int EXIT_MISCONFIGURED = 2;
  private static final int EXIT_NOT_STARTED = 1;
  private static final long START_SECONDS_MAX = 120;

  /** After this the process ends whatever is still under way. */
  private static final long STOP_MILLIS_MAX = 9_500;

  private Main() {}

  public static void main(String[] args) {
    Settings settings;
    try {
      settings = Settings.load(System.getenv(), Path.of("").toAbsolutePath());
    } catch (ConfigurationException e) {
      LOG.error("{}", e.getMessage());
      System.exit(EXIT_MISCONFIGURED);
      return;
    }
    if (args.length > 0) {
      System.exit(command(settings, List.of(args)));
      return;
    }
    LOG.info("Configuration:\n{}", settings.describe());
    settings.warnings().forEach(LOG::warn);
    try {
      run(settings);
    } catch (Throwable failure) {
      LOG.error("Holdfast did not start: {}", failure.getMessage(), failure);
      System.exit(EXIT_NOT_STARTED);
    }
  }

  private static int command(Settings settings, List<String> args) {
    if (args.get(0).equals("audit")) {
      return new AuditCommand(System.out).run(settings, args.subList(1, args.size()));
    }
    boolean asked = args.get(0).equals("--help");
    System.out.println(
        """
        java -jar holdfast.jar                               serve
        java -jar holdfast.jar audit                         prove the whole book
        java -jar holdfast.jar audit --release <wallet id>   end the quarantine of a wallet
        Configuration: config/holdfast.yaml, or the file in HOLDFAST_CONFIG, or the environment.\
        """);
    return asked ? 0 : EXIT_MISCONFIGURED;
  }

  private static void run(Settings settings) throws TimeoutException {
    EmbeddedServers embedded =
        EmbeddedServers.start(
            settings.dataDir(), settings.postgres().embedded(), settings.redis().embedded());
    try {
      String postgres =
          settings.postgres().uri().orElseGet(() -> embedded.postgres().orElseThrow().uri());
      List<String> redis =
          settings.redis().embedded()
              ? List.of(embedded.redis().orElseThrow().uri())
              : settings.redis().uris();
      Service service =
          Service.start(settings, postgres, redis).await(START_SECONDS_MAX, TimeUnit.SECONDS);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(service, embedded), "holdfast-stop"));
      Welcome.print(System.out, settings, service);
    } catch (Throwable failure) {
      embedded.close();
      throw failure;
    }
  }

  /** Runs as the JVM's shutdown hook, and so must block until all is done. */
  private static void stop(Service service, EmbeddedServers embedded) {
    LOG.info("Stopping");
    try {
      service.stop().await(STOP_MILLIS_MAX, TimeUnit.MILLISECONDS);
    } catch (Throwable failure) {
      LOG.error("Did not stop in order", failure);
    }
    embedded.close();
    LOG.info("Stopped");
    // A stop on request is a success; left to itself the JVM would answer with the signal's number.
    Runtime.getRuntime().halt(0);
  }
}
