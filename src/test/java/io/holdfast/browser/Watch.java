package io.holdfast.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees what the pages of a context complain of, and keeps a log of it all.
 *
 * <p>A complaint is: an error in the console (a violation of the Content-Security-Policy is one),
 * an uncaught exception, a request to another host, a request that failed, and an answer that a
 * sound page provokes only when a test wants it to. Not signed in, declined, in conflict and
 * refused by a rule (401, 402, 409, 422) are everyday answers of the API.
 */
final class Watch {
  private static final Set<Integer> EVERYDAY = Set.of(401, 402, 409, 422);

  /** Chromium writes a line for each answer of 400 and above; the answers are judged here. */
  private static final String ABOUT_AN_ANSWER = "Failed to load resource:";

  /** A page may think better of it: a search whose words changed. */
  private static final String THOUGHT_BETTER = "net::ERR_ABORTED";

  private final String origin;
  private final List<String> log = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Set<Integer> expectedStatuses = new HashSet<>(EVERYDAY);
  private boolean expectsLostConnections;

  /**
   * @param origin of the service, as in {@code http://127.0.0.1:8080}
   */
  Watch(BrowserContext context, String origin) {
    this.origin = origin;
    context.onConsoleMessage(this::said);
    context.onWebError(error -> complain("uncaught: " + error.error()));
    context.onRequest(this::requested);
    context.onRequestFailed(this::failed);
    context.onResponse(this::answered);
  }

  /** From now on such an answer is what the test wants. */
  void expectStatus(int status) {
    expectedStatuses.add(status);
  }

  /** From now on the test cuts connections. */
  void expectLostConnections() {
    expectsLostConnections = true;
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What was complained of until now is what the test wanted to see. */
  void forgive() {
    complaints.clear();
  }

  /** Everything that was said and asked, in order. */
  List<String> log() {
    return List.copyOf(log);
  }

  private void said(ConsoleMessage message) {
    log.add("console " + message.type() + ": " + message.text() + " (" + message.location() + ")");
    boolean judged = message.text().startsWith(ABOUT_AN_ANSWER);
    if (message.type().equals("error") && !judged) {
      complain("console: " + message.text());
    }
  }

  private void requested(Request request) {
    URI uri = URI.create(request.url().replaceAll("[^\\x21-\\x7E]", "_"));
    boolean isAtHome = request.url().startsWith(origin + "/") || isLocal(uri.getScheme());
    if (!isAtHome) {
      complain("asks another host: " + request.url());
    }
  }

  private void failed(Request request) {
    String failure = String.valueOf(request.failure());
    log.add(request.method() + " " + request.url() + ": " + failure);
    if (!failure.equals(THOUGHT_BETTER) && !expectsLostConnections) {
      complain("no answer: " + request.method() + " " + request.url() + ": " + failure);
    }
  }

  private void answered(Response response) {
    Request request = response.request();
    String line = request.method() + " " + response.url() + ": " + response.status();
    log.add(line);
    if (response.status() >= 400 && !expectedStatuses.contains(response.status())) {
      complain(line);
    }
  }

  private void complain(String what) {
    log.add("COMPLAINT " + what);
    complaints.add(what);
  }

  private static boolean isLocal(String scheme) {
    return Set.of("data", "blob", "about").contains(String.valueOf(scheme));
  }
}
