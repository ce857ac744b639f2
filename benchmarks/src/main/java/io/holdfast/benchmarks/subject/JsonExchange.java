package io.holdfast.benchmarks.subject;

import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * Parses a debit and answers as if it had been made, without making it.
 *
 * <p>Arguments: port, number of event loops.
 */
public final class JsonExchange extends VerticleBase {
  private static final long SOME_BALANCE = 10_000_000_000L;

  private final int port;
  private long sequence;

  private JsonExchange(int port) {
    this.port = port;
  }

  public static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    Loops.deploy(Integer.parseInt(args[1]), () -> new JsonExchange(port));
  }

  @Override
  public Future<?> start() {
    return vertx.createHttpServer().requestHandler(this::handle).listen(port, "127.0.0.1");
  }

  private void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    JsonObject debit = new JsonObject(body);
    UUID wallet = UUID.fromString(debit.getString("wallet_id"));
    long sequenceMax = Ids.SEQUENCE_MAX;
    sequence = sequence % sequenceMax + 1;
    DebitAnswer.send(request.response(), debit, wallet, sequence, SOME_BALANCE - sequence);
  }
}
