package io.holdfast.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Proposes ports for servers.
 *
 * <p>A proposal is a guess: between the look and the server's bind anyone may take the port, so
 * whoever uses it must be ready to ask again. The ports lie below the range that Linux hands out to
 * outgoing connections (32768 and up), so that a server killed and started again on its own port
 * does not find a client's connection sitting there.
 */
final class FreePort {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int LOOKS = 100;

  private FreePort() {}

  /**
   * Returns a port that nobody listened on a moment ago.
   *
   * @return a port of 127.0.0.1 from 20000 to 32000
   */
  static int propose() {
    for (int look = 0; look < LOOKS; look++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new EmbeddedServerException(
        "no free port found on 127.0.0.1 from " + FIRST + " to " + LAST);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
