package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps {@code config/holdfast.yaml} and the code in agreement. */
final class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("config", "holdfast.yaml");
  private static final Pattern COMMENTED_KNOB = Pattern.compile("( *)#([a-z_]+:.*)");

  /** Those whose default depends on the mode or the machine, and so is told in words. */
  private static final Set<String> WITHOUT_A_FIXED_DEFAULT =
      Set.of(
          "http.host",
          "management.host",
          "webhooks.allow_http",
          "webhooks.allow_private_addresses",
          "postgres.uri",
          "redis.uri",
          "event_loops",
          "demo",
          "admin_key",
          "data_dir");

  @TempDir private Path cwd;

  @Test
  void everyKnobOfTheCodeStandsInTheFileAndViceVersa() throws IOException {
    assertThat(uncommented().values().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Settings.knobs().stream().map(Knob::path).collect(Collectors.toSet()));
  }

  @Test
  void asDeliveredTheFileSetsNothing() throws IOException {
    assertThat(ConfigurationFile.parse("", Files.readString(DOCUMENT)).values().values())
        .containsOnlyNulls();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "postgresql://u:p@db/x"})
  void everyCommentedDefaultIsTheDefaultOfTheCode(String postgres) throws IOException {
    Map<String, String> environment = Map.of("HOLDFAST_POSTGRES_URI", postgres);
    Settings withoutFile = Settings.load(environment, cwd);
    Files.createDirectory(cwd.resolve("config"));
    Files.writeString(cwd.resolve(DOCUMENT), uncommentedText());

    assertThat(Settings.load(environment, cwd)).isEqualTo(withoutFile);
  }

  @Test
  void onlyDefaultsThatDependOnSomethingAreLeftToWords() throws IOException {
    Set<String> blank =
        uncommented().values().entrySet().stream()
            .filter(entry -> entry.getValue() == null)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());

    assertThat(blank).isEqualTo(WITHOUT_A_FIXED_DEFAULT);
  }

  @Test
  void aboveEveryKnobStandItsVariableAndItsRange() throws IOException {
    Map<String, List<String>> comments = comments();

    assertThat(Settings.knobs())
        .allSatisfy(
            knob -> {
              List<String> lines = comments.get(knob.path());
              assertThat(lines).as(knob.path()).hasSizeGreaterThan(1);
              assertThat(lines.get(lines.size() - 1))
                  .isEqualTo("# " + knob.environmentName() + ": " + knob.allowed());
            });
  }

  private static ConfigurationFile uncommented() throws IOException {
    return ConfigurationFile.parse("uncommented", uncommentedText());
  }

  private static String uncommentedText() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .map(line -> COMMENTED_KNOB.matcher(line).replaceFirst("$1$2"))
        .collect(Collectors.joining("\n"));
  }

  /** The comment lines directly above each knob, by its path. */
  private static Map<String, List<String>> comments() throws IOException {
    Map<String, List<String>> comments = new LinkedHashMap<>();
    List<String> block = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (COMMENTED_KNOB.matcher(line).matches()) {
        String key = line.replaceAll("[ #]|:.*", "");
        comments.put(line.startsWith(" ") ? section + "." + key : key, List.copyOf(block));
        block.clear();
      } else if (line.strip().startsWith("#")) {
        block.add(line.strip());
      } else {
        block.clear();
        section = line.isBlank() ? section : line.replace(":", "");
      }
    }
    return comments;
  }
}
