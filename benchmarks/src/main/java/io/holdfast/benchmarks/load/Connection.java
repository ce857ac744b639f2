package io.holdfast.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One HTTP/1.1 connection with at most one request under way, and the unit that it works on.
 * Confined to one thread.
 */
final class Connection implements AutoCloseable {
  private final SocketChannel channel;
  private final Unit unit;
  private final Answer answer = new Answer();
  private SelectionKey key;
  private ByteBuffer request;
  private long intendedNanos;
  private long sentNanos;
  private int step;

  Connection(Target target, Unit unit) throws IOException {
    this.unit = unit;
    this.channel = SocketChannel.open(new InetSocketAddress(target.host(), target.port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  void register(Selector selector) throws IOException {
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  Unit unit() {
    return unit;
  }

  Answer answer() {
    return answer;
  }

  /** When the unit was meant to begin. */
  long intendedNanos() {
    return intendedNanos;
  }

  /** When the request under way was sent. */
  long sentNanos() {
    return sentNanos;
  }

  /** Place in its unit of the request under way, from 0. */
  int step() {
    return step;
  }

  void begin(long intended, long count, long now) throws IOException {
    intendedNanos = intended;
    step = 0;
    send(unit.begin(count), now);
  }

  /** Sends the next request of the unit. */
  void goOn(ByteBuffer next, long now) throws IOException {
    step++;
    send(next, now);
  }

  private void send(ByteBuffer next, long now) throws IOException {
    answer.clear();
    sentNanos = now;
    request = next.rewind();
    write();
  }

  /** Writes on, where the last write found the socket's buffer full: for big requests only. */
  void write() throws IOException {
    channel.write(request);
    key.interestOps(
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  /** Whether the whole answer is there. */
  boolean receive() throws IOException {
    return answer.receive(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
