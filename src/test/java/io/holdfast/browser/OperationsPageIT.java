package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.holdfast.TestServers;
import io.holdfast.api.Client;
import io.holdfast.api.Shop;
import io.holdfast.faults.FaultProxy;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How the service is, as whoever runs it sees it. */
@InBrowser
final class OperationsPageIT {
  private static final String PAGE = "/console/#/operations";
  private static final IsVisibleOptions PATIENTLY = new IsVisibleOptions().setTimeout(15_000);

  private static final String THREE_HOURS =
      """
      async () => {
        const { History, SERIES } = await import('/console/operations/history.js');
        const history = new History(SERIES);
        window.hour = history;
        for (let i = 0; i < 3 * 3600; i++) {
          history.add(1e9 + i, { p50: Math.random(), p95: 1 + Math.random(), p99: i % 7 });
        }
        const lengths = new Set(history.of(SERIES).map((column) => column.length));
        return lengths.size === 1 ? [...lengths][0] : -1;
      }
      """;
  private static final String DRAWING =
      """
      async () => {
        const { html, render } = await import('/console/lib.js');
        const { Chart } = await import('/console/operations/chart.js');
        const lines = ['p50', 'p95', 'p99'].map((name) => ({ name, label: name, tone: 'good' }));
        const place = document.querySelector('main').appendChild(document.createElement('div'));
        const draw = (version) => render(
          html`<${Chart} title="An hour" lines=${lines} history=${window.hour} version=${version} minutes=${60} />`, place);
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        const times = [];
        for (let i = 0; i < 50; i++) {
          draw(i);
          await new Promise((done) => setTimeout(done, 20));
          const begun = performance.now();
          await frame();
          await frame();
          times.push(performance.now() - begun - 16);
        }
        place.remove();
        return Math.max(0, Math.round(times.sort((a, b) => a - b)[25] * 10) / 10);
      }
      """;

  private final Shop shop = Shop.operator();

  @Test
  void theOperationsPageFollowsTheService(Desk desk) {
    Page page = open(desk);
    try (Traffic traffic = Traffic.of(shop)) {
      TestServers.awaitUntil(
          "debits are seen", Duration.ofSeconds(20), () -> figure(page, "Debits") > 1);
      assertThat(rowsOfDeclines(page).first()).isVisible(PATIENTLY);
      assertThat(rowsOfDeclines(page).first()).containsText("$10.00");
      assertThat(page.getByRole(AriaRole.REGION, named("Declines by reason")))
          .containsText("Insufficient funds");
      assertThat(page.getByRole(AriaRole.REGION, named("Servers"))).containsText("PostgreSQL up");
      assertThat(page.getByRole(AriaRole.REGION, named("Servers"))).containsText("Redis up");
      assertThat(page.getByRole(AriaRole.REGION, named("Audit"))).containsText("Journal");
      assertThat(page.locator("figure.chart canvas")).hasCount(4);
      page.waitForTimeout(30_000); // so that there is something to look at in the picture
      page.setViewportSize(1280, 1500);
      page.waitForTimeout(1_500); // for the charts to take their new size
      desk.screenshot("operations");
      desk.expectAccessible("the operations page");
      assertThat(traffic.failures()).isEmpty();
    }
  }

  @Test
  void aLostConnectionIsShownAndComesBackByItself(Desk desk) {
    try (FaultProxy way = FaultProxy.to(shop.service().apiPort())) {
      desk.watch().expectLostConnections();
      desk.signIn(shop.member("admin"));
      Page page = desk.open("http://127.0.0.1:" + way.port() + PAGE);
      Locator state = page.getByRole(AriaRole.STATUS);
      assertThat(state.filter(saying("Live"))).isVisible(PATIENTLY);
      way.refuse();
      assertThat(state.filter(saying("Reconnecting"))).isVisible(PATIENTLY);
      shop.admin().post("/v1/debits", Shop.move(shop.wallet(5), 777)).expect(402);
      way.heal();
      assertThat(state.filter(saying("Live"))).isVisible(PATIENTLY);
      // What happened meanwhile is there, and nothing twice.
      assertThat(rowsOfDeclines(page).filter(saying("$7.77"))).hasCount(1);
      // A connection that says nothing is lost as well.
      way.freeze();
      assertThat(state.filter(saying("Reconnecting"))).isVisible(PATIENTLY);
      way.heal();
      assertThat(state.filter(saying("Live"))).isVisible(PATIENTLY);
      assertThat(rowsOfDeclines(page).filter(saying("$7.77"))).hasCount(1);
    }
    assertThat(desk.watch().complaints()).allMatch(line -> line.startsWith("asks another host"));
    desk.watch().forgive(); // The way to the service is another port.
  }

  /** Three hours of seconds, as the page takes them, then what a drawing of the kept hour takes. */
  @Test
  void anHourIsKeptAndDrawnAndNoMore(Desk desk) {
    Page page = open(desk);
    Object kept = page.evaluate(THREE_HOURS);
    assertThat(kept).isEqualTo(3_600);
    Object millis = page.evaluate(DRAWING);
    System.out.println("milliseconds to draw an hour of three lines, median of 50: " + millis);
    assertThat(((Number) millis).doubleValue()).isLessThan(50);
  }

  @Test
  void anotherBusinessSeesItsDeclinesOnly(Desk desk) {
    Shop other = Shop.open();
    String wallet = other.wallet(10);
    other.admin().post("/v1/debits", Shop.move(wallet, 4_321)).expect(402);
    desk.signIn(other.member("admin"));
    Page page = desk.open(PAGE);
    assertThat(rowsOfDeclines(page)).hasCount(1);
    assertThat(rowsOfDeclines(page).first()).containsText("$43.21");
    assertThat(page.getByText("is shown to the business that runs the service")).isVisible();
    assertThat(page.locator("figure.chart")).hasCount(0);
    desk.expectAccessible("the operations page of another business");
  }

  @Test
  void onAPhoneAndInTheDarkItFits(Desk desk) {
    for (Look look : List.of(Look.PHONE, Look.PHONE.inTheDark(), Look.DESK.inTheDark())) {
      desk.sit(look);
      open(desk);
      desk.expectNoSidewaysScrolling("the operations page, " + look);
      desk.expectAccessible("the operations page, " + look);
      desk.screenshot("operations-" + look.width() + (look.dark() ? "-dark" : ""));
    }
  }

  private Page open(Desk desk) {
    desk.signIn(shop.member("admin"));
    Page page = desk.open(PAGE);
    assertThat(page.getByRole(AriaRole.STATUS).filter(saying("Live"))).isVisible(PATIENTLY);
    return page;
  }

  private static double figure(Page page, String name) {
    Locator tile = page.locator(".tiles .card").filter(saying(name)).locator("dd.number");
    String text = tile.first().textContent().replaceAll("[^0-9.]", "");
    return text.isEmpty() ? 0 : Double.parseDouble(text);
  }

  private static Locator rowsOfDeclines(Page page) {
    return page.getByRole(AriaRole.REGION, named("Last declines")).last().locator("tbody tr");
  }

  private static FilterOptions saying(String text) {
    return new FilterOptions().setHasText(text);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /** Tills that sell, hold and capture, and now and then ask for more than there is. */
  private static final class Traffic implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> tills = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    static Traffic of(Shop shop) {
      Traffic traffic = new Traffic();
      for (int i = 0; i < 6; i++) {
        Client client = shop.admin();
        String rich = shop.wallet(100_000_000);
        String poor = shop.wallet(500);
        Thread till = new Thread(() -> traffic.sell(client, rich, poor), "till-" + i);
        traffic.tills.add(till);
        till.start();
      }
      return traffic;
    }

    private void sell(Client client, String rich, String poor) {
      try {
        for (int i = 0; !over.get(); i++) {
          client.post("/v1/debits", Shop.move(rich, 1 + i % 50)).expect(201);
          if (i % 5 == 0) {
            String hold =
                client.post("/v1/authorizations", Shop.move(rich, 100)).json(201).getString("id");
            client.post("/v1/authorizations/" + hold + "/capture", new JsonObject()).expect(200);
          }
          if (i % 40 == 0) {
            client.post("/v1/debits", Shop.move(poor, 1_000)).expect(402);
          }
        }
      } catch (RuntimeException | AssertionError failure) {
        synchronized (failures) {
          failures.add(failure.toString());
        }
      }
    }

    List<String> failures() {
      synchronized (failures) {
        return List.copyOf(failures);
      }
    }

    @Override
    public void close() {
      over.set(true);
      for (Thread till : tills) {
        try {
          till.join();
        } catch (InterruptedException stopped) {
          throw new IllegalStateException(stopped);
        }
      }
    }
  }
}
