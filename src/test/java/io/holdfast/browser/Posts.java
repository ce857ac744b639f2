package io.holdfast.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the pages of a desk send to one kind of address, and a way to come in between: the service
 * gets what was sent, and the page never hears of it.
 */
final class Posts {
  private final List<String> keys = new ArrayList<>();
  private final List<Integer> unheard = new ArrayList<>();
  private int toLose;

  /** Listens from now on. */
  static Posts to(Desk desk, String pathPattern) {
    Posts posts = new Posts();
    Predicate<String> concerns = Pattern.compile(pathPattern).asPredicate();
    desk.context().route(url -> concerns.test(url), route -> posts.pass(route));
    return posts;
  }

  /** The next so many answers get lost on their way back. */
  Posts lose(int answers) {
    toLose = answers;
    return this;
  }

  /** The idempotency keys of what was sent, in order. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  /** Statuses of the answers that got lost. */
  List<Integer> unheard() {
    return List.copyOf(unheard);
  }

  private void pass(Route route) {
    Request request = route.request();
    if (!request.method().equals("POST")) {
      route.resume();
      return;
    }
    keys.add(String.valueOf(request.headerValue("idempotency-key")));
    if (toLose > 0) {
      toLose--;
      APIResponse answer = route.fetch();
      unheard.add(answer.status());
      route.abort("connectionreset");
    } else {
      route.resume();
    }
  }
}
