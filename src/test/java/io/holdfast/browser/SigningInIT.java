package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Keyboard;
import io.holdfast.api.Shop;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Signing in at the console, and out of it. */
@InBrowser
final class SigningInIT {
  /** What is promised, and how much slower a busy machine may be before a test fails. */
  private static final long FIRST_LOAD_BYTES_MAX = 150 * 1024;

  private static final long INTERACTIVE_MILLIS = 1_000;
  private static final long INTERACTIVE_MILLIS_MAX = 8_000;

  private final Shop shop = Shop.open();
  private final io.vertx.core.json.JsonObject member = shop.member("checkout");

  @Test
  void aMemberSignsInAndOut(Desk desk) {
    desk.open("/console/");
    signIn(desk, Shop.PASSWORD);
    assertThat(desk.heading("Clients")).isVisible();
    assertThat(desk.page().getByLabel("Signed in as " + member.getString("name"))).isVisible();
    assertThat(sessions()).isOne();

    desk.page().getByLabel("Signed in as").click();
    desk.button("Sign out").click();
    assertThat(desk.heading("Sign in")).isVisible();
    assertThat(sessions()).isZero();
    desk.page().goBack();
    assertThat(desk.heading("Sign in")).isVisible();
  }

  @Test
  void aWrongPasswordSaysSoAndOpensNothing(Desk desk) {
    desk.open("/console/#/clients");
    signIn(desk, "guessed");
    assertThat(desk.page().getByText("No member of staff has this e-mail and password."))
        .isVisible();
    assertThat(desk.field("E-mail")).hasValue(member.getString("email"));
    desk.expectAccessible("signing in with a wrong password");
    assertThat(sessions()).isZero();
    // The right one still goes to where the link led.
    desk.field("Password").fill(Shop.PASSWORD);
    desk.button("Sign in").click();
    assertThat(desk.heading("Clients")).isVisible();
  }

  @Test
  void theKeyboardIsEnough(Desk desk) {
    desk.open("/console/");
    assertThat(desk.heading("Sign in")).isVisible();
    Keyboard keyboard = desk.page().keyboard();
    keyboard.press("Tab");
    assertThat(desk.field("E-mail")).isFocused();
    keyboard.type(member.getString("email"));
    keyboard.press("Tab");
    keyboard.type(Shop.PASSWORD);
    keyboard.press("Enter");
    assertThat(desk.heading("Clients")).isVisible();
  }

  @Test
  void aSessionLastsOverAReloadAndInAnotherTab(Desk desk) {
    desk.signIn(member).open("/console/");
    assertThat(desk.heading("Clients")).isVisible();
    desk.page().reload();
    assertThat(desk.heading("Clients")).isVisible();
    var another = desk.anotherPage();
    another.navigate("/console/");
    assertThat(another.getByLabel("Signed in as")).isVisible();
  }

  @Test
  void everybodyCanReadIt(Desk desk) {
    for (Look look :
        List.of(Look.DESK, Look.PHONE, Look.DESK.inTheDark(), Look.PHONE.inTheDark())) {
      desk.sit(look).open("/console/");
      assertThat(desk.button("Sign in")).isVisible();
      desk.expectAccessible("signing in, " + look);
      desk.expectNoSidewaysScrolling("signing in, " + look);
      desk.judge();
    }
  }

  @Test
  void theFirstLoadIsSmallAndSoonOfUse(Desk desk) {
    AtomicLong bytes = new AtomicLong();
    CDPSession network = desk.context().newCDPSession(desk.page());
    network.on("Network.loadingFinished", event -> bytes.addAndGet(length(event)));
    network.send("Network.enable");
    long since = System.nanoTime();
    desk.open("/console/");
    desk.field("E-mail").fill("a");
    long millis = (System.nanoTime() - since) / 1_000_000;
    signIn(desk, Shop.PASSWORD);
    assertThat(desk.heading("Clients")).isVisible();
    System.out.printf(
        "first load of the console: of use after %d ms (goal %d), %.1f KB as sent until signed in%n",
        millis, INTERACTIVE_MILLIS, bytes.get() / 1024.0);
    assertThat(bytes.get()).isBetween(1L, FIRST_LOAD_BYTES_MAX);
    assertThat(millis).isLessThan(INTERACTIVE_MILLIS_MAX);
  }

  private void signIn(Desk desk, String password) {
    desk.field("E-mail").fill(member.getString("email"));
    desk.field("Password").fill(password);
    desk.button("Sign in").click();
  }

  private long sessions() {
    return (Long)
        shop.service()
            .sql(
                "SELECT count(*) FROM sessions s JOIN staff m ON m.number = s.staff"
                    + " WHERE m.business = ?",
                shop.number());
  }

  private static long length(JsonObject loaded) {
    return loaded.get("encodedDataLength").getAsLong();
  }
}
