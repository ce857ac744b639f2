package io.holdfast.browser;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** What axe-core finds wrong with a page, by the rules of WCAG 2.2 AA and good practice. */
final class Accessibility {
  private static final String AXE = read("/axe.min.js");
  private static final String RUN =
      """
      async () => {
        // A dialog that is still sliding in covers its own buttons.
        await Promise.all(document.getAnimations()
          .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
          .map(each => each.finished.catch(() => {})));
        // What is fixed to the page lies under an open dialog, which axe-core takes for being in front.
        const open = document.querySelector('dialog:modal');
        const fixed = open === null ? [] : [...document.querySelectorAll('body *')].filter(each =>
          ['fixed', 'sticky'].includes(getComputedStyle(each).position)
            && each !== open && !each.contains(open) && !open.contains(each));
        fixed.forEach(each => each.style.setProperty('visibility', 'hidden'));
        const found = await axe.run(document, {
          resultTypes: ['violations'],
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        });
        fixed.forEach(each => each.style.removeProperty('visibility'));
        return JSON.stringify(found.violations.map(violation => ({
          impact: violation.impact,
          rule: violation.id,
          help: violation.help,
          places: violation.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary),
        })));
      }
      """;

  /**
   * @param impact minor, moderate, serious or critical
   * @param places selectors, and what is wrong with each
   */
  record Finding(String impact, String rule, String help, List<String> places) {
    boolean isSerious() {
      return impact.equals("serious") || impact.equals("critical");
    }
  }

  private Accessibility() {}

  /** Looks at the page as it is now, an open dialog included. */
  static List<Finding> findings(Page page) {
    // By the debugger's way, which no Content-Security-Policy is in.
    page.evaluate(AXE);
    JsonArray found = new JsonArray((String) page.evaluate(RUN));
    return IntStream.range(0, found.size())
        .mapToObj(found::getJsonObject)
        .map(Accessibility::finding)
        .toList();
  }

  private static Finding finding(JsonObject violation) {
    JsonArray places = violation.getJsonArray("places");
    return new Finding(
        violation.getString("impact", "minor"),
        violation.getString("rule"),
        violation.getString("help"),
        IntStream.range(0, places.size()).mapToObj(places::getString).toList());
  }

  private static String read(String name) {
    try (InputStream in = Accessibility.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
