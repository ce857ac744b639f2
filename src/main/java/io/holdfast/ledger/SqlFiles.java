package io.holdfast.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Statements kept as files, {@code sql/<name>.sql}: each begins with a comment that names its
 * parameters, what it returns and what it locks. Read into constants, so that a missing file stops
 * the service when it starts and not when it is first needed.
 */
public final class SqlFiles {
  private SqlFiles() {}

  /**
   * The statement without its comment lines, so that what the server shows of it begins with what
   * it does.
   *
   * @throws IllegalStateException if there is no such file
   */
  public static String load(String name) {
    String path = "/sql/" + name + ".sql";
    try (InputStream file = SqlFiles.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("no such statement: " + path);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("--"))
          .collect(Collectors.joining("\n"))
          .strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
