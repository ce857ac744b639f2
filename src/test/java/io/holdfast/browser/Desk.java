package io.holdfast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.holdfast.api.Shop;
import io.holdfast.api.TestService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a test sits: a browser that remembers nothing, one page in it, and the service.
 *
 * <p>Belongs to one test and its thread.
 */
final class Desk implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Path FAILURES = Path.of("target", "browser-failures");
  private static final double PATIENCE_MILLIS = 10_000;

  private final Browser browser;
  private final TestService service;
  private BrowserContext context;
  private Watch watch;
  private Page page;

  Desk(Browser browser, TestService service) {
    this.browser = browser;
    this.service = service;
    sit(Look.DESK);
  }

  /** Begins anew, in front of something else. */
  Desk sit(Look look) {
    close();
    context = browser.newContext(look.options().setBaseURL(origin()));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    watch = new Watch(context, origin());
    page = context.newPage();
    return this;
  }

  /** Where the service is, as in {@code http://127.0.0.1:8080}. */
  String origin() {
    return "http://127.0.0.1:" + service.apiPort();
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  Watch watch() {
    return watch;
  }

  /** One more page beside the first, as in another tab: signed in as the first one is. */
  Page anotherPage() {
    return context.newPage();
  }

  /** Goes to a path of the service, or to an address. */
  Page open(String path) {
    page.navigate(path);
    return page;
  }

  Locator button(String name) {
    return by(AriaRole.BUTTON, name);
  }

  Locator link(String name) {
    return by(AriaRole.LINK, name);
  }

  Locator heading(String name) {
    return by(AriaRole.HEADING, name);
  }

  Locator dialog(String name) {
    return by(AriaRole.DIALOG, name);
  }

  /** A field of a form, by its label. */
  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private Locator by(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /**
   * Gives the browser a session without going through the form.
   *
   * @param member as {@link Shop#member} made it
   */
  Desk signIn(JsonObject member) {
    JsonObject body =
        new JsonObject().put("email", member.getString("email")).put("password", Shop.PASSWORD);
    var answer =
        context
            .request()
            .post(
                "/v1/session",
                RequestOptions.create()
                    .setHeader("Content-Type", "application/json")
                    .setData(body.encode()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return this;
  }

  /** Fails with what axe-core finds serious or critical on the page as it is now. */
  void expectAccessible(String what) {
    List<Accessibility.Finding> findings = Accessibility.findings(page);
    findings.stream()
        .filter(finding -> !finding.isSerious())
        .forEach(finding -> System.out.println("axe-core, " + what + ": " + finding));
    assertThat(findings.stream().filter(Accessibility.Finding::isSerious).toList())
        .as("what axe-core finds on %s", what)
        .isEmpty();
  }

  /** Fails if the page is wider than its window. */
  void expectNoSidewaysScrolling(String what) {
    Object excess = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) excess).intValue())
        .as("pixels by which %s is wider than its window", what)
        .isNotPositive();
  }

  /** A picture of the window, in {@code target/screenshots}. */
  void screenshot(String name) {
    page.screenshot(new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** A picture of all of the page, however far it would have to be scrolled. */
  void screenshotOfAll(String name) {
    page.screenshot(
        new ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** Fails if any page complained. */
  void judge() {
    page.evaluate("() => new Promise(done => setTimeout(done))");
    assertThat(watch.complaints()).as("what the pages complained of").isEmpty();
  }

  /** Keeps what there is to see, for whoever looks into a failure. */
  void record(String test) {
    List<String> lines = new ArrayList<>(watch.log());
    lines.add(0, page.url());
    try {
      Files.createDirectories(FAILURES);
      Files.write(FAILURES.resolve(test + ".log"), lines);
      page.screenshot(new ScreenshotOptions().setPath(FAILURES.resolve(test + ".png")));
      Files.writeString(FAILURES.resolve(test + ".html"), page.content());
      System.out.println("seen in the browser: " + FAILURES.resolve(test) + ".png, .html, .log");
    } catch (PlaywrightException gone) {
      System.out.println("nothing to see in the browser: " + gone.getMessage());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
    }
  }
}
