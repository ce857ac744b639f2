package io.holdfast.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What stands in a configuration file.
 *
 * @param name how to call it in messages
 * @param values by path such as {@code http.port}; null where a key stands without a value
 * @param faults why it cannot be read, or nothing
 */
record ConfigurationFile(String name, Map<String, Object> values, List<String> faults) {
  private static final Path DEFAULT = Path.of("config", "holdfast.yaml");

  /** No file: everything is left to the environment and the defaults. */
  static final ConfigurationFile NONE = new ConfigurationFile("", Map.of(), List.of());

  /** The file asked for; else {@code config/holdfast.yaml} if there is one. */
  static ConfigurationFile find(Optional<String> asked, Path cwd) {
    Path file = cwd.resolve(asked.map(Path::of).orElse(DEFAULT));
    return asked.isEmpty() && !Files.exists(file) ? NONE : read(file);
  }

  private static ConfigurationFile read(Path file) {
    String name = file.toString();
    try {
      return parse(name, Files.readString(file));
    } catch (IOException e) {
      return broken(name, "cannot be read: " + e);
    } catch (MarkedYAMLException e) {
      // Not the exception's own message: it quotes the line, which may hold a key.
      return broken(
          name, "line " + (e.getProblemMark().getLine() + 1) + " is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      return broken(name, "is no YAML");
    }
  }

  private static ConfigurationFile broken(String name, String why) {
    return new ConfigurationFile(name, Map.of(), List.of(name + " " + why));
  }

  static ConfigurationFile parse(String name, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object root = new Yaml(new SafeConstructor(options)).load(text);
    if (root == null) {
      return new ConfigurationFile(name, Map.of(), List.of());
    }
    if (!(root instanceof Map<?, ?> sections)) {
      return broken(name, "must hold keys and values at its top level");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    sections.forEach((key, value) -> flatten(values, String.valueOf(key), value));
    return new ConfigurationFile(name, values, List.of());
  }

  private static void flatten(Map<String, Object> values, String key, Object value) {
    if (value instanceof Map<?, ?> section) {
      section.forEach((inner, innerValue) -> values.put(key + "." + inner, innerValue));
    } else {
      values.put(key, value);
    }
  }
}
