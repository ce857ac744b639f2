package io.holdfast.faults;

import io.holdfast.ledger.PostgresOptions;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A stretch of network that can be made as bad as a real one: a TCP proxy on the loopback, with
 * threads of its own. Every fault takes effect on connections that are open already, too, and lasts
 * until {@link #heal()}. Safe from any thread.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final long LOOK_NANOS = 2_000_000;

  /** Which way bytes go. */
  public enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicLong[] passed = {new AtomicLong(), new AtomicLong()};
  private final boolean[] dropped = new boolean[2];
  private final long[] cutAt = {Long.MAX_VALUE, Long.MAX_VALUE};
  private volatile long delayMillis;
  private volatile long bytesPerSecond;
  private volatile boolean frozen;
  private volatile boolean refusing;
  private volatile boolean closed;

  private FaultProxy(InetSocketAddress server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    start("fault-proxy-" + listener.getLocalPort(), this::accept);
  }

  /** A way to a server on the loopback. */
  public static FaultProxy to(int port) {
    try {
      return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it can be reached, on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The book, as it is reached through here. */
  public PostgresOptions inFrontOf(PostgresOptions book) {
    return new PostgresOptions(
        "127.0.0.1",
        port(),
        book.database(),
        book.user(),
        book.password(),
        SslMode.DISABLE,
        book.rootCertificate());
  }

  /** Connections that are open. */
  public int connections() {
    return links.size();
  }

  /** Bytes that went through so far. */
  public long bytes(Direction direction) {
    return passed[direction == Direction.TO_SERVER ? 0 : 1].get();
  }

  /** Every piece arrives so much later. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  /** No more than this goes through a connection in either direction. */
  public void throttle(long bytes) {
    bytesPerSecond = bytes;
  }

  /** After so many more bytes in this direction all connections are reset, once. */
  public void cutAfter(Direction direction, long bytes) {
    synchronized (cutAt) {
      cutAt[index(direction)] = passed[index(direction)].get() + bytes;
    }
  }

  /** What goes in this direction is swallowed; the connections stay open. */
  public void drop(Direction direction) {
    synchronized (dropped) {
      dropped[index(direction)] = true;
    }
  }

  /** Nothing goes through; nothing is lost. */
  public void freeze() {
    frozen = true;
  }

  /** Open connections are reset, new ones are closed at once. */
  public void refuse() {
    refusing = true;
    sever();
  }

  /** Open connections are reset; new ones are taken. */
  public void sever() {
    links.forEach(Link::reset);
  }

  /** As good as new; what was swallowed or reset stays so. */
  public void heal() {
    delayMillis = 0;
    bytesPerSecond = 0;
    frozen = false;
    refusing = false;
    synchronized (dropped) {
      // A stream with a hole in it is of no use to anybody.
      if (dropped[0] || dropped[1]) {
        sever();
      }
      dropped[0] = false;
      dropped[1] = false;
    }
    synchronized (cutAt) {
      cutAt[0] = Long.MAX_VALUE;
      cutAt[1] = Long.MAX_VALUE;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    sever();
  }

  private static int index(Direction direction) {
    return direction == Direction.TO_SERVER ? 0 : 1;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = listener.accept();
        if (refusing) {
          client.setSoLinger(true, 0);
          client.close();
          continue;
        }
        connect(client);
      } catch (IOException gone) {
        // The listener was closed, or this one caller has gone already.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket onward = new Socket();
    try {
      onward.connect(server, 2_000);
    } catch (IOException serverGone) {
      client.setSoLinger(true, 0);
      client.close();
      return;
    }
    client.setTcpNoDelay(true);
    onward.setTcpNoDelay(true);
    Link link = new Link(client, onward);
    links.add(link);
    start("fault-proxy-up", () -> link.pump(client, onward, Direction.TO_SERVER));
    start("fault-proxy-down", () -> link.pump(onward, client, Direction.TO_CLIENT));
    if (refusing) {
      link.reset(); // It came in between.
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private final class Link {
    private final Socket client;
    private final Socket onward;

    Link(Socket client, Socket onward) {
      this.client = client;
      this.onward = onward;
    }

    void pump(Socket from, Socket to, Direction direction) {
      byte[] buffer = new byte[BUFFER_BYTES];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          hold(count);
          if (!isDropped(direction) && !pass(out, buffer, count, direction)) {
            return;
          }
        }
        // One side is done; the other may still have something to say.
        to.shutdownOutput();
        if (from.isOutputShutdown()) {
          close();
        }
      } catch (IOException broken) {
        reset();
      }
    }

    /** Whether the connection lives on. */
    private boolean pass(OutputStream out, byte[] buffer, int count, Direction direction)
        throws IOException {
      int rest = count;
      synchronized (cutAt) {
        long left = cutAt[index(direction)] - passed[index(direction)].get();
        if (left <= count) {
          rest = (int) Math.max(0, left);
        }
        passed[index(direction)].addAndGet(rest);
        if (rest < count) {
          cutAt[index(direction)] = Long.MAX_VALUE;
        }
      }
      out.write(buffer, 0, rest);
      if (rest < count) {
        sever();
        return false;
      }
      return true;
    }

    private boolean isDropped(Direction direction) {
      synchronized (dropped) {
        return dropped[index(direction)];
      }
    }

    private void hold(int count) {
      long wait = delayMillis * 1_000_000;
      if (bytesPerSecond > 0) {
        wait += count * 1_000_000_000L / bytesPerSecond;
      }
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      while (frozen && !client.isClosed() && !closed) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }

    void reset() {
      try {
        client.setSoLinger(true, 0);
        onward.setSoLinger(true, 0);
      } catch (SocketException gone) {
        // It is closed, which is what is wanted.
      }
      close();
    }

    private void close() {
      links.remove(this);
      try {
        client.close();
        onward.close();
      } catch (IOException gone) {
        // It is closed, which is what is wanted.
      }
    }
  }
}
