package io.holdfast.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Scanner;

/**
 * A process to be ended by a test: starts servers, reports them on one line and waits to be told
 * how to end. It never closes what it started.
 */
final class ServersInAnotherProcess {
  private ServersInAnotherProcess() {}

  public static void main(String[] args) throws Exception {
    Optional<Path> dataDir =
        args[0].equals("temporary") ? Optional.empty() : Optional.of(Path.of(args[0]));
    EmbeddedServers servers = EmbeddedServers.start(dataDir, true, true);
    PostgresServer postgres = servers.postgres().orElseThrow();
    Jdbc.run(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
    System.out.printf(
        "servers %d %d %s%n",
        postgres.pid(), servers.redis().orElseThrow().pid(), postgres.dataDirectory());
    Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8);
    if (orders.hasNextLine() && orders.nextLine().equals("exit")) {
      System.exit(3);
    }
  }
}
