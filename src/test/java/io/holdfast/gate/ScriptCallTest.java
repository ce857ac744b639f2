package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.redis.client.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a script is called with. */
final class ScriptCallTest {
  private static final LuaScript SCRIPT = new LuaScript("return 1", "e0e1");

  @Test
  void itTravelsBySourceAsItDidByDigest() {
    ScriptCall call = new ScriptCall(1, 2).add("key").add(-7).add("\u20ac");
    assertThat(words(call.byDigest(SCRIPT)))
        .containsExactly("6", "evalsha", "e0e1", "1", "key", "-7", "\u20ac");
    assertThat(words(call.bySource(SCRIPT)))
        .containsExactly("6", "eval", "return 1", "1", "key", "-7", "\u20ac");
  }

  @Test
  void oneThatLacksAWordIsNotSent() {
    ScriptCall call = new ScriptCall(1, 1).add("key");
    assertThatThrownBy(() -> call.byDigest(SCRIPT)).isInstanceOf(IllegalStateException.class);
  }

  /** What travels: how many words there are, and each of them. */
  private static List<String> words(Request request) {
    return request
        .toString()
        .lines()
        .filter(it -> !it.startsWith("$"))
        .map(it -> it.replaceFirst("^\\*", ""))
        .toList();
  }
}
