package io.holdfast.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Debits of 1 at a rate that does not ask whether the service keeps up: what is due is sent on any
 * connection that is free, and its time counts from when it was due. One thread.
 *
 * <p>With a rate of 0 it is a closed loop: each connection sends the next when it has an answer.
 */
final class OpenLoop implements AutoCloseable {
  private static final int REQUEST_MAX = 1_024;
  private static final int ANSWER_MAX = 4_096;

  private final Shop shop;
  private final List<String> wallets;
  private final String nonce = UUID.randomUUID().toString();
  private final Selector selector;
  private final ArrayDeque<Line> free = new ArrayDeque<>();
  private long sent;
  private long applied;
  private long refused;
  private long otherwise;
  private String oddest = "";
  private long[] nanos = new long[1 << 16];
  private long timed;

  /**
   * What came of it.
   *
   * @param offered requests a second that were sent
   * @param applied of these, a second
   * @param refused answered 503 not_applied with Retry-After
   * @param otherwise any other answer
   * @param medianMillis of what was applied
   * @param p99Millis of what was applied
   */
  record Result(
      double offered,
      double applied,
      long refused,
      long otherwise,
      String oddest,
      double medianMillis,
      double p99Millis) {}

  OpenLoop(Shop shop, List<String> wallets, int connections) throws IOException {
    this.shop = shop;
    this.wallets = wallets;
    this.selector = Selector.open();
    for (int i = 0; i < connections; i++) {
      free.add(new Line(shop.service().apiPort()));
    }
  }

  /** Of all runs together. */
  long appliedInAll() {
    return applied;
  }

  /**
   * @param rate a second; 0 for one after the other on each connection
   */
  Result run(int connections, double rate, long millis) {
    long appliedBefore = applied;
    long refusedBefore = refused;
    long otherwiseBefore = otherwise;
    long sentBefore = sent;
    int idle = free.size();
    int parked = idle - connections;
    long started = System.nanoTime();
    long end = started + TimeUnit.MILLISECONDS.toNanos(millis);
    long due = 0;
    try {
      for (long now = started; now < end; now = System.nanoTime()) {
        if (rate == 0) {
          while (free.size() > parked) {
            free.poll().send(now);
          }
        } else {
          long wanted = (long) ((now - started) / 1e9 * rate);
          for (; due < wanted && free.size() > parked; due++) {
            free.poll().send(started + (long) (due / rate * 1e9));
          }
          due = Math.max(due, wanted - 5_000); // What no connection was free for was not offered.
        }
        selector.select(this::receive, 1);
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      long inTime = applied - appliedBefore;
      long offered = sent - sentBefore;
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (free.size() < idle && System.nanoTime() < patience) {
        selector.select(this::receive, 10);
      }
      if (free.size() < idle) {
        throw new AssertionError((idle - free.size()) + " requests without an answer");
      }
      int count = (int) Math.min(timed, nanos.length);
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return new Result(
          offered / seconds,
          inTime / seconds,
          refused - refusedBefore,
          otherwise - otherwiseBefore,
          oddest,
          count == 0 ? 0 : sorted[count / 2] / 1e6,
          count == 0 ? 0 : sorted[(int) (count * 0.99)] / 1e6);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      timed = 0;
    }
  }

  @Override
  public void close() throws IOException {
    for (Line line : free) {
      line.channel.close();
    }
    selector.close();
  }

  private void receive(SelectionKey key) {
    try {
      ((Line) key.attachment()).receive();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A connection with at most one request under way. */
  private final class Line {
    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocate(REQUEST_MAX);
    private final ByteBuffer in = ByteBuffer.allocate(ANSWER_MAX);
    private long dueNanos;

    Line(int port) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(long due) throws IOException {
      dueNanos = due;
      String wallet = wallets.get((int) (sent % wallets.size()));
      String body = "{\"wallet_id\":\"" + wallet + "\",\"amount\":1,\"currency\":\"USD\"}";
      String request =
          "POST /v1/debits HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
              + shop.secret()
              + "\r\nContent-Type: application/json\r\nIdempotency-Key: "
              + nonce
              + sent++
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      out.clear();
      out.put(request.getBytes(ISO_8859_1)).flip();
      while (out.hasRemaining()) {
        channel.write(out);
      }
      in.clear();
    }

    void receive() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the service hung up");
      }
      String answer = new String(in.array(), 0, in.position(), ISO_8859_1);
      int body = answer.indexOf("\r\n\r\n") + 4;
      int length = answer.indexOf("content-length: ");
      if (body < 4
          || answer.length() - body
              < Integer.parseInt(answer, length + 16, answer.indexOf('\r', length), 10)) {
        return;
      }
      if (answer.startsWith("HTTP/1.1 201")) {
        nanos[(int) (timed++ % nanos.length)] = System.nanoTime() - dueNanos;
        applied++;
      } else if (answer.startsWith("HTTP/1.1 503")
          && answer.contains("retry-after: ")
          && answer.contains("\"outcome\":\"not_applied\"")) {
        refused++;
      } else {
        otherwise++;
        oddest = answer;
      }
      free.add(this);
    }
  }
}
