package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import io.holdfast.api.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That what watches the pages sees. */
@InBrowser
final class HarnessIT {
  private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src *";
  private static final String SOUND =
      """
      <!doctype html><html lang="en"><head><title>Till</title><meta name="viewport" \
      content="width=device-width"></head><body><main><h1>Till</h1>
      <button>Pay</button></main>%s</body></html>
      """;

  @Test
  void aSoundPagePasses(Desk desk) {
    show(desk, "");
    assertThat(desk.page().getByRole(AriaRole.BUTTON, named("Pay"))).isVisible();
    desk.expectAccessible("the sound page");
    desk.expectNoSidewaysScrolling("the sound page");
    desk.judge();
  }

  @Test
  void whatAScriptComplainsOfIsSeen(Desk desk) {
    show(desk, "<script src='/till/wrong.js'></script>");
    desk.page().evaluate("() => setTimeout(() => { throw new Error('boom'); })");
    expectComplaints(desk, "console: wrong", "uncaught: Error: boom");
  }

  @Test
  void whatTheContentSecurityPolicyForbidsIsSeen(Desk desk) {
    show(desk, "<p style='color: red'>…</p><script>document.title = 'mine'</script>");
    assertThat(desk.page()).hasTitle("Till");
    expectComplaints(desk, "inline style", "inline script");
  }

  @Test
  void anotherHostIsSeen(Desk desk) {
    desk.watch().expectLostConnections();
    show(desk, "");
    desk.page().evaluate("() => fetch('http://localhost:9/').catch(() => {})");
    expectComplaints(desk, "asks another host: http://localhost:9/");
  }

  @Test
  void answersThatNobodyWantedAreSeen(Desk desk) {
    show(desk, "");
    desk.page()
        .evaluate("() => Promise.all(['/v1/session', '/v1/nothing'].map(path => fetch(path)))");
    expectComplaints(desk, "/v1/nothing: 404");
    desk.watch().expectStatus(404);
    desk.page().evaluate("() => fetch('/v1/nothing')");
    desk.judge();
  }

  @Test
  void aConnectionThatIsLostIsSeen(Desk desk) {
    show(desk, "");
    desk.context().route("**/lost", Route::abort);
    desk.page().evaluate("() => fetch('/lost').catch(() => {})");
    expectComplaints(desk, "no answer: GET " + desk.origin() + "/lost");
  }

  @Test
  void whatABlindOrColourBlindPersonStumblesOverIsSeen(Desk desk) {
    show(desk, "<input><img src='data:image/png;base64,'>");
    desk.watch().forgive();
    assertThat(Accessibility.findings(desk.page()).stream().filter(f -> f.isSerious()))
        .extracting(Accessibility.Finding::rule)
        .contains("label", "image-alt");
  }

  @Test
  void aMemberIsSignedIn(Desk desk) {
    Shop shop = Shop.open();
    desk.signIn(shop.member("checkout"));
    show(desk, "");
    Object status = desk.page().evaluate("async () => (await fetch('/v1/session')).status");
    assertThat(status).isEqualTo(200);
  }

  @Test
  void whatAFailedTestSawIsKept(Desk desk) throws Exception {
    show(desk, "");
    desk.record("HarnessIT.picture");
    for (String ending : List.of("png", "html", "log")) {
      assertThat(
              Files.deleteIfExists(Path.of("target/browser-failures/HarnessIT.picture." + ending)))
          .as(ending)
          .isTrue();
    }
  }

  @Test
  void aBrowserLeavesNoProcessBehind() {
    Chromium second = Chromium.start(Chromium.find().orElseThrow());
    List<ProcessHandle> processes = second.processes();
    assertThat(processes).hasSizeGreaterThan(2).allMatch(ProcessHandle::isAlive);
    second.close();
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }

  private static void expectComplaints(Desk desk, String... parts) {
    desk.page().evaluate("() => new Promise(done => setTimeout(done, 50))");
    assertThat(desk.watch().complaints()).hasSize(parts.length);
    for (String part : parts) {
      assertThat(desk.watch().complaints()).anyMatch(complaint -> complaint.contains(part));
    }
    desk.watch().forgive();
  }

  /** A tiny page of the service's origin. */
  private static void show(Desk desk, String extra) {
    answer(desk, "/till/", "text/html", SOUND.formatted(extra));
    answer(desk, "/till/wrong.js", "text/javascript", "console.error('wrong')");
    answer(desk, "/favicon.ico", "image/png", "");
    desk.open("/till/");
  }

  private static void answer(Desk desk, String path, String type, String body) {
    Map<String, String> headers =
        Map.of("Content-Type", type + "; charset=utf-8", "Content-Security-Policy", POLICY);
    desk.context()
        .route(
            "**" + path,
            route ->
                route.fulfill(
                    new FulfillOptions().setHeaders(headers).setBodyBytes(body.getBytes(UTF_8))));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
