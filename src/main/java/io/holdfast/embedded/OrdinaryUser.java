package io.holdfast.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs as somebody who is not root, which they insist on.
 *
 * <p>An ordinary user runs them as they are. Root runs them in a user namespace in which root is
 * not mapped, so that they see themselves as "nobody" while the kernel still takes them for the
 * owner of the data. {@code unshare} replaces itself by the program, so the pid stays the same.
 */
final class OrdinaryUser {
  static final String WHAT_TO_DO =
      "PostgreSQL does not run as root, and this system does not let root step down into a user"
          + " namespace (`unshare -U`). Run Holdfast as an ordinary user, or give"
          + " HOLDFAST_POSTGRES_URI of a server that runs already";

  private OrdinaryUser() {}

  /** The command as this user has to run it. */
  static List<String> command(List<String> command) {
    if (new UnixSystem().getUid() != 0) {
      return command;
    }
    List<String> all = new ArrayList<>(List.of("unshare", "-U"));
    all.addAll(command);
    return all;
  }

  /** Fails with {@link #WHAT_TO_DO} if {@link #command} cannot work here. */
  static void check() {
    if (!succeeds(command(List.of("true")))) {
      throw new EmbeddedServerException(WHAT_TO_DO);
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          ServerProcess.builder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
