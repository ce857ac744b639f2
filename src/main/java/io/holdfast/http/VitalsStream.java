package io.holdfast.http;

import io.holdfast.vitals.Decline;
import io.holdfast.vitals.Pulse;
import io.holdfast.vitals.VitalSigns;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.function.Predicate;

/**
 * The vital signs of this instance as server-sent events, one a second.
 *
 * <p>A stream is ended after a quarter of an hour, and the page comes again by itself with the id
 * of what it saw last: so whoever looks is asked again who it is, and a session lasts while its
 * page is looked at. It ends at once when the key or session does. A reader that takes nothing for
 * long is cut off; what it missed meanwhile is not kept for it.
 */
final class VitalsStream implements Telling {
  /** Before a browser comes again. */
  static final String RETRY = "retry: 1000\n\n";

  /** Seconds in which a reader may take nothing of what is already written. */
  static final int MISSED_MAX = 10;

  private static final int EVENTS_MAX = 900;

  private final Pulse pulse;
  private final VitalsDocuments documents;
  private final int business;
  private final Predicate<HttpServerRequest> stillMay;
  private HttpServerRequest request;
  private HttpServerResponse response;
  private Pulse.Watch watch;
  private long lastDecline;
  private int events;
  private int missed;
  private boolean ended;

  /**
   * @param business whose place among the watchers this has, and gives back
   * @param stillMay whether who began to watch still may; asked for each event
   */
  VitalsStream(
      Pulse pulse, VitalsDocuments documents, int business, Predicate<HttpServerRequest> stillMay) {
    this.pulse = pulse;
    this.documents = documents;
    this.business = business;
    this.stillMay = stillMay;
  }

  @Override
  public void start(Vertx vertx, HttpServerRequest from, HttpServerResponse to) {
    request = from;
    response = to;
    if (response.closed()) {
      end();
      return;
    }
    response.setChunked(true);
    response.closeHandler(gone -> end());
    response.exceptionHandler(gone -> end());
    request.connection().shutdownHandler(stopping -> end());
    response.write(RETRY);
    watch = pulse.watch(documents.seen(request.getHeader(Headers.LAST_EVENT_ID)), this::show);
  }

  void show(VitalSigns signs) {
    if (ended) {
      return;
    }
    if (!stillMay.test(request) || ++events > EVENTS_MAX) {
      end();
    } else if (!response.writeQueueFull()) {
      missed = 0;
      response.write(event(signs));
    } else if (++missed > MISSED_MAX) {
      end();
      request.connection().close();
    }
  }

  private Buffer event(VitalSigns signs) {
    List<Decline> fresh = pulse.declines().after(business, lastDecline);
    if (!fresh.isEmpty()) {
      lastDecline = fresh.get(fresh.size() - 1).number();
    }
    return Buffer.buffer("id: ")
        .appendString(documents.id(signs))
        .appendString("\nevent: vitals\ndata: ")
        .appendBuffer(documents.vitals(signs, business, fresh))
        .appendString("\n\n");
  }

  private void end() {
    if (!ended) {
      ended = true;
      pulse.leave(business);
      if (watch != null) {
        watch.end();
      }
      if (!response.ended() && !response.closed()) {
        response.end();
      }
    }
  }
}
