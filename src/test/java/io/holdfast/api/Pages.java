package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reading lists to their end. */
final class Pages {
  private Pages() {}

  /**
   * The ids of a whole list, in its order.
   *
   * @param limit most entries of a page; every page but the last is full
   */
  static List<String> ids(Client client, String path, int limit) {
    String query = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
    List<String> all = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonObject page = Shapes.page(client.get(query + cursor).json(200));
      List<String> some = ids(page);
      String next = page.getString("next_cursor");
      if (next != null) {
        assertThat(some).hasSize(limit);
      }
      all.addAll(some);
      cursor = next == null ? null : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
    assertThat(all).doesNotHaveDuplicates();
    return all;
  }

  /** The ids of one page. */
  static List<String> ids(JsonObject page) {
    return IntStream.range(0, page.getJsonArray("data").size())
        .mapToObj(page.getJsonArray("data")::getJsonObject)
        .map(entry -> entry.getString("id"))
        .toList();
  }
}
