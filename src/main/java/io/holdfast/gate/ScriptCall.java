package io.holdfast.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.wallet.Ascii;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/**
 * What a script is called with: its keys, and after them its arguments, as the bytes that travel.
 * Written once, in an array of just the size, since a call of the gate has hundreds of them. Bound
 * to one thread.
 */
final class ScriptCall {
  /** The script, and how many keys there are. */
  private static final int HEAD = 2;

  private final Object[] words;
  private int size = HEAD;

  /** A call that will be given so many keys, and then so many arguments. */
  ScriptCall(int keys, int arguments) {
    words = new Object[HEAD + keys + arguments];
    words[1] = Ascii.of(keys);
  }

  ScriptCall add(byte[] word) {
    words[size++] = word;
    return this;
  }

  ScriptCall add(String word) {
    return add(word.getBytes(UTF_8));
  }

  ScriptCall add(long number) {
    return add(Ascii.of(number));
  }

  /** The request for a script by what Redis knows it by. */
  Request byDigest(LuaScript script) {
    return request(Command.EVALSHA, script.sha1());
  }

  /** The request that brings the script along. */
  Request bySource(LuaScript script) {
    return request(Command.EVAL, script.source());
  }

  private Request request(Command command, String script) {
    if (size != words.length) {
      throw new IllegalStateException(size + " of " + words.length + " words were given");
    }
    words[0] = script.getBytes(UTF_8);
    return Request.cmd(command, words);
  }
}
