package io.holdfast.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.faults.FaultProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fault does what it says, to connections that are open already. */
class FaultProxyTest {
  private ServerSocket server;
  private FaultProxy proxy;
  private Socket client;
  private Socket accepted;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    proxy = FaultProxy.to(server.getLocalPort());
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(10_000);
    accepted = server.accept();
    accepted.setSoTimeout(10_000);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    accepted.close();
    proxy.close();
    server.close();
  }

  @Test
  void bytesGoBothWays() throws IOException {
    say(client, "ping");
    assertThat(hear(accepted, 4)).isEqualTo("ping");
    say(accepted, "pong");
    assertThat(hear(client, 4)).isEqualTo("pong");
    assertThat(proxy.bytes(Direction.TO_SERVER)).isEqualTo(4);
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void aDelayIsWaitedOut() throws IOException {
    proxy.delay(100);
    long since = System.nanoTime();
    say(client, "ping");
    hear(accepted, 4);
    assertThat(System.nanoTime() - since).isGreaterThanOrEqualTo(100_000_000);
  }

  @Test
  void aThrottledConnectionIsSlow() throws IOException {
    proxy.throttle(40);
    long since = System.nanoTime();
    say(client, "ping");
    hear(accepted, 4);
    assertThat(System.nanoTime() - since).isGreaterThanOrEqualTo(100_000_000);
  }

  @Test
  void aCutComesAfterSoManyBytes() throws IOException {
    proxy.cutAfter(Direction.TO_CLIENT, 3);
    say(accepted, "answer");
    assertThat(hear(client, 3)).isEqualTo("ans");
    assertThat(isOver(client)).isTrue();
    assertThat(isOver(accepted)).isTrue();
  }

  @Test
  void whatIsDroppedInOneDirectionDoesNotHinderTheOther() throws IOException {
    proxy.drop(Direction.TO_SERVER);
    say(client, "lost");
    say(accepted, "pong");
    assertThat(hear(client, 4)).isEqualTo("pong");
    accepted.setSoTimeout(50);
    assertThatThrownBy(() -> accepted.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    proxy.heal();
    assertThat(isOver(client)).isTrue();
  }

  @Test
  void whatIsFrozenArrivesAfterTheThaw() throws IOException {
    proxy.freeze();
    say(client, "ping");
    accepted.setSoTimeout(50);
    assertThatThrownBy(() -> accepted.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    proxy.heal();
    accepted.setSoTimeout(10_000);
    assertThat(hear(accepted, 4)).isEqualTo("ping");
  }

  @Test
  void whoIsRefusedIsTakenAgainAfterHealing() throws IOException {
    proxy.refuse();
    assertThat(isOver(client)).isTrue();
    try (Socket other = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      other.setSoTimeout(10_000);
      assertThat(isOver(other)).isTrue();
    }
    proxy.heal();
    try (Socket other = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket there = server.accept()) {
      say(other, "ping");
      assertThat(hear(there, 4)).isEqualTo("ping");
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String hear(Socket socket, int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), US_ASCII);
  }

  private static boolean isOver(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return !(reset instanceof SocketTimeoutException);
    }
  }
}
