package io.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that no other tool looks after. */
class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int TABLE_LINES_MAX = 600;
  private static final Pattern LEFT_UNDONE = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
  private static final Pattern FLOATING = Pattern.compile("\\b(double|float|Double|Float)\\b");

  @Test
  void everySourceFileFitsInAHead() throws IOException {
    assertThat(longerThan(FILE_LINES_MAX, "src/main")).isEmpty();
    assertThat(longerThan(FILE_LINES_MAX, "benchmarks")).isEmpty();
    // Tables of cases may go on for longer: nobody holds them in mind.
    assertThat(longerThan(TABLE_LINES_MAX, "src/test")).isEmpty();
  }

  @Test
  void nothingIsLeftUndone() throws IOException {
    assertThat(
            matches(
                Stream.concat(files("src/main", ""), files("benchmarks", ".java")), LEFT_UNDONE))
        .isEmpty();
  }

  @Test
  void moneyNeverPassesThroughFloatingPoint() throws IOException {
    for (String name : List.of("money", "wallet", "operation", "gate", "ledger", "authorize")) {
      assertThat(matches(files("src/main/java/io/holdfast/" + name, ".java"), FLOATING)).isEmpty();
    }
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java/io/holdfast"))) {
      assertThat(
              folders
                  .filter(Files::isDirectory)
                  .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
          .isEmpty();
    }
  }

  @Test
  void everyStatementAndScriptBeginsWithItsHeader() throws IOException {
    assertThat(
            files("src/main/resources/sql", ".sql")
                .filter(file -> !lines(file).get(0).startsWith("--")))
        .isEmpty();
    // What a script may do, Redis wants to be told in its first line.
    assertThat(
            files("src/main/resources/lua", ".lua")
                .filter(
                    file ->
                        !lines(file).stream()
                            .filter(line -> !line.startsWith("#!"))
                            .findFirst()
                            .orElseThrow()
                            .startsWith("--")))
        .isEmpty();
  }

  private static List<Path> longerThan(int lines, String folder) throws IOException {
    return files(folder, ".java").filter(file -> lines(file).size() > lines).toList();
  }

  private static List<String> matches(Stream<Path> files, Pattern pattern) {
    List<String> found = new ArrayList<>();
    files.forEach(
        file ->
            lines(file).stream()
                .filter(line -> pattern.matcher(line).find())
                .forEach(line -> found.add(file + ": " + line.strip())));
    return found;
  }

  private static Stream<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(folder))) {
      return all
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .toList()
          .stream();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException(file.toString(), unreadable);
    }
  }
}
