package io.holdfast.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ascii;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The gate in Redis; bound to one event loop. */
public final class RedisGate implements Gate {
  /** A decline is given again under its key for this long, Redis living. */
  private static final int DECLINE_SECONDS = 900;

  /** A wallet nobody loaded again for this long makes room; it is loaded when next needed. */
  private static final int CACHE_SECONDS = 86_400;

  private static final int PARTIAL = 1;
  private static final int FORCED = 2;

  private final RedisLink link;
  private final GateCalls calls;
  private final LoadCalls loadBegins;
  private final LoadCalls loadEnds;

  /**
   * @param queueMax entries not answered by Redis yet; over it the gate counts as out of reach
   */
  public RedisGate(Vertx vertx, RedisLink link, int queueMax, Metrics metrics) {
    this.link = link;
    this.calls = new GateCalls(vertx, link, queueMax, metrics);
    this.loadBegins = new LoadCalls(vertx, link, "load_begin");
    this.loadEnds = new LoadCalls(vertx, link, "load_end");
  }

  @Override
  public boolean isUp() {
    return link.isUp();
  }

  /** Entries not answered yet. */
  public int depth() {
    return calls.depth();
  }

  @Override
  public Future<Reservation> reserve(Operation operation) {
    return reserve(operation, operation.allowsPartial() ? PARTIAL : 0);
  }

  @Override
  public Future<Reservation> reserveAnyway(Operation operation) {
    return reserve(operation, FORCED);
  }

  private Future<Reservation> reserve(Operation operation, int flags) {
    return calls.add(new GateEntry.Reserve(operation, flags)).map(RedisGate::reservation);
  }

  @Override
  public Future<Void> settle(Operation operation) {
    return calls.add(new GateEntry.Forget(operation, true)).mapEmpty();
  }

  @Override
  public Future<Void> undo(Operation operation) {
    return calls.add(new GateEntry.Forget(operation, false)).mapEmpty();
  }

  @Override
  public Future<Void> add(long wallet, long amount, long version) {
    return calls.add(new GateEntry.Add(wallet, amount, version)).mapEmpty();
  }

  @Override
  public Future<Void> invalidate(long wallet, long version) {
    return calls.add(new GateEntry.Invalidate(wallet, version)).mapEmpty();
  }

  @Override
  public Future<Void> recordDecline(Operation operation, Answer.Refused declined) {
    String record = Declines.record(Origin.request(operation.origin().fingerprint()), declined);
    // By itself: unlike what the gate's script does, it may not be done out of memory.
    Request request = Request.cmd(Command.SET).arg(Keys.decline(operation));
    return link.send(request.arg(record).arg("EX").arg(DECLINE_SECONDS)).mapEmpty();
  }

  @Override
  public Future<Trace> trace(long wallet, UUID key) {
    byte[] field = Keys.field(wallet, key);
    Request mark = Request.cmd(Command.HEXISTS).arg(Keys.marks(Ids.bucket(wallet))).arg(field);
    Future<Response> pending = link.send(mark);
    return link.send(Request.cmd(Command.GET).arg(Keys.decline(wallet, key)))
        .compose(
            record ->
                pending.map(
                    marked ->
                        new Trace(
                            marked.toInteger() == 1,
                            Optional.ofNullable(record)
                                .map(found -> Declines.read(found.toString())))));
  }

  @Override
  public Future<Optional<Load>> beginLoad(long wallet) {
    String prefix = wallet + ":";
    return loadBegins
        .add(
            wallet,
            List.of(UUID.randomUUID().toString().getBytes(US_ASCII), prefix.getBytes(US_ASCII)))
        .map(reply -> load(reply, prefix));
  }

  @Override
  public Future<Boolean> endLoad(
      Load load,
      int business,
      UUID id,
      String currency,
      WalletState state,
      List<UUID> uncommitted) {
    long wallet = Ids.number(id);
    List<byte[]> args = new ArrayList<>(8 + load.pending().size());
    args.add(load.ticket().getBytes(US_ASCII));
    args.add(Ascii.of(state.available()));
    args.add(Ascii.of(state.version()));
    args.add(Ascii.of(state.status().code()));
    args.add(Identity.of(business, currency, id));
    args.add(Ascii.of(CACHE_SECONDS));
    args.add(Ascii.of(uncommitted.size()));
    args.add(Ascii.of(load.pending().size() - uncommitted.size()));
    for (UUID key : uncommitted) {
      args.add(Keys.field(wallet, key));
    }
    for (UUID key : load.pending()) {
      if (!uncommitted.contains(key)) {
        args.add(Keys.field(wallet, key));
      }
    }
    return loadEnds.add(wallet, args).map(reply -> reply.toInteger() == 1);
  }

  private static Optional<Load> load(Response reply, String prefix) {
    if (reply.size() == 0) {
      return Optional.empty();
    }
    List<UUID> pending = new ArrayList<>(reply.size() - 1);
    for (int i = 1; i < reply.size(); i++) {
      pending.add(UUID.fromString(reply.get(i).toString().substring(prefix.length())));
    }
    return Optional.of(new Load(reply.get(0).toString(), pending));
  }

  static Reservation reservation(GateCall.Reply reply) {
    return switch (reply.code()) {
      case 0 -> new Reservation.Reserved(reply.value().toLong());
      case 1 -> new Reservation.TooLittle(reply.value().toLong());
      case 2 -> new Reservation.Absent();
      case 3 -> new Reservation.InProgress();
      case 4 -> new Reservation.KeyReused();
      case 5 -> Declines.read(reply.value().toString());
      case 6 -> new Reservation.Unclear();
      default -> throw new IllegalStateException("no such code: " + reply.code());
    };
  }
}
