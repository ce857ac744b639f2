package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finding a client at the desk. */
class ClientSearchIT {
  private static final String LONG = "search=" + "x".repeat(101);

  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = Shop.open();
    client("cl_1", "Ada Byron");
    client("cl_2", "Jürgen Müller");
    client("cl_3", "Patrick O’Connor-Walker");
    client("cl_4", "Łukasz Żak");
    client("cl_5", "佐藤 美咲");
    client("cl_6", "Adam Smith");
    client("+44 20 7946-0018", "ОЛЕНА Шевченко");
    client("cl_8", null);
  }

  @Test
  void aClientIsFoundByWhatTheNameOrTheReferenceBeginsWith() {
    assertThat(found("ada")).containsExactly("cl_1", "cl_6");
    assertThat(found("ADA B")).containsExactly("cl_1");
    assertThat(found("byr ad")).containsExactly("cl_1");
    assertThat(found("adabyron")).containsExactly("cl_1");
    assertThat(found("cl_8")).containsExactly("cl_8");
    assertThat(found("7946")).containsExactly("+44 20 7946-0018");
    assertThat(found("yron")).isEmpty();
    assertThat(found("ada smithers")).isEmpty();
  }

  @Test
  void caseAccentsAndApostrophesDoNotMatter() {
    assertThat(found("jurgen muller")).containsExactly("cl_2");
    assertThat(found("MÜL")).containsExactly("cl_2");
    assertThat(found("oconnor")).containsExactly("cl_3");
    assertThat(found("o'conn")).containsExactly("cl_3");
    assertThat(found("walker")).containsExactly("cl_3");
    assertThat(found("lukasz zak")).containsExactly("cl_4");
    assertThat(found("佐藤美")).containsExactly("cl_5");
    assertThat(found("олена")).containsExactly("+44 20 7946-0018");
  }

  @Test
  void whatIsTypedMeansNothingButItself() {
    for (String typed : List.of("%", "_", "\\", "'", "a%", "*", "()", "ada\\", " ")) {
      assertThat(found(typed)).as(typed).isEmpty();
    }
  }

  @Test
  void aClientIsFoundUnderTheNewNameAndNotUnderTheOld() {
    Shop here = Shop.open();
    String id = client(here, "cl_1", "Before Marriage");
    JsonObject renamed = new JsonObject().put("name", "After Wedding");
    here.admin().patch("/v1/wallets/" + id, new JsonObject().put("client", renamed)).expect(200);
    assertThat(references(here, "wedding")).containsExactly("cl_1");
    assertThat(references(here, "marriage")).isEmpty();
    assertThat(references(here, "cl_1")).containsExactly("cl_1");
  }

  @Test
  void nobodyFindsTheClientsOfAnotherBusiness() {
    Shop other = Shop.open();
    assertThat(references(other, "ada")).isEmpty();
    assertThat(references(other, "cl_1")).isEmpty();
  }

  @Test
  void whoMayNotSeeNamesMayNotSearchForThem() {
    Reply refused = shop.with("gateway").get("/v1/wallets?search=ada");
    refused.problem(403, "forbidden");
    shop.with("view_reports").get("/v1/wallets?search=ada").expect(200);
  }

  @Test
  void aSearchHasNoSecondPage() {
    Reply first = shop.admin().get("/v1/wallets?search=cl&limit=2");
    assertThat(first.data()).hasSize(2);
    assertThat(first.json(200).getString("next_cursor")).isNull();
    for (String other :
        List.of("search=cl&cursor=x", "search=cl&client_reference=cl_1", "search=", LONG)) {
      shop.admin().get("/v1/wallets?" + other).problem(400, "invalid_request");
    }
  }

  private static void client(String reference, String name) {
    client(shop, reference, name);
  }

  /** Id of the wallet of a new client. */
  private static String client(Shop of, String reference, String name) {
    JsonObject client = new JsonObject().put("reference", reference);
    if (name != null) {
      client.put("name", name);
    }
    JsonObject body = new JsonObject().put("client", client).put("currency", "USD");
    return of.admin().post("/v1/wallets", body).json(201).getString("id");
  }

  private static List<String> found(String typed) {
    return references(shop, typed);
  }

  private static List<String> references(Shop of, String typed) {
    String query = URLEncoder.encode(typed, StandardCharsets.UTF_8);
    return of.admin().get("/v1/wallets?search=" + query).data().stream()
        .map(wallet -> wallet.getJsonObject("client").getString("reference"))
        .toList();
  }
}
