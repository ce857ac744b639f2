package io.holdfast.config;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads knobs one by one, from the environment, else from the file, else the default, and gathers
 * the faults instead of stopping at the first.
 *
 * <p>Each method returns something usable after a fault too, so that reading goes on; what was read
 * counts only once {@link #finish} has not thrown. The knobs asked for are the knobs there are:
 * whatever else the file or the environment holds is a fault.
 *
 * <p>For one thread.
 */
final class KnobReader {
  private final Map<String, String> environment;
  private final ConfigurationFile file;
  private final Map<String, Knob> knobs = new LinkedHashMap<>();
  private final List<String> effective = new ArrayList<>();
  private final List<String> faults;

  KnobReader(Map<String, String> environment, ConfigurationFile file) {
    this.environment = environment;
    this.file = file;
    this.faults = new ArrayList<>(file.faults());
  }

  /**
   * A value as it was found: a string from the environment, whatever YAML makes of it in a file.
   */
  private record Given(Object value, String source) {}

  /** A whole number from {@code least} to {@code most}. */
  int integer(String path, int fallback, int least, int most) {
    Knob knob = knob(path, "an integer from " + least + " to " + most);
    int value = given(knob).map(it -> integer(knob, it, fallback, least, most)).orElse(fallback);
    describe(knob, Integer.toString(value));
    return value;
  }

  /** True or false. */
  boolean flag(String path, boolean fallback) {
    Knob knob = knob(path, "true or false");
    boolean value = given(knob).map(it -> flag(knob, it, fallback)).orElse(fallback);
    describe(knob, Boolean.toString(value));
    return value;
  }

  /** Text that may be shown. */
  String text(String path, String fallback, Form form) {
    Knob knob = knob(path, form.allowed());
    return text(knob, Optional.of(fallback), form, UnaryOperator.identity()).orElse(fallback);
  }

  /** Text that is never shown. */
  Optional<String> secret(String path, Optional<String> fallback, Form form) {
    return text(knob(path, form.allowed()), fallback, form, Secrets::hidden);
  }

  /** A URI whose password is never shown. */
  Optional<String> uri(String path, Form form) {
    return uris(path, form, false).stream().findFirst();
  }

  /** URIs whose passwords are never shown; a list in the file, or text separated by commas. */
  List<String> uris(String path, Form form) {
    return uris(path, form, true);
  }

  /** A path of the file system, taken from {@code base} if it is relative. */
  Optional<Path> path(String path, Path base) {
    Knob knob = knob(path, "a path");
    Optional<Path> value = given(knob).flatMap(it -> path(knob, it, base));
    describe(knob, value.map(Path::toString).orElse(""));
    return value;
  }

  /** States a fault that only shows in several knobs together. */
  void mustHold(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }

  /** The knobs that were read, in that order. */
  Collection<Knob> knobs() {
    return knobs.values();
  }

  /**
   * Ends the reading.
   *
   * @return one line a knob, {@code path = value}, without secrets
   * @throws ConfigurationException if there was any fault, with all of them
   */
  List<String> finish() {
    refuseUnknownKeys();
    refuseUnknownVariables();
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
    return List.copyOf(effective);
  }

  private Knob knob(String path, String allowed) {
    Knob knob = new Knob(path, allowed);
    knobs.put(path, knob);
    return knob;
  }

  private Optional<Given> given(Knob knob) {
    String variable = environment.getOrDefault(knob.environmentName(), "").strip();
    if (!variable.isEmpty()) {
      return Optional.of(new Given(variable, knob.environmentName()));
    }
    Object value = file.values().get(knob.path());
    return value == null || value.equals("")
        ? Optional.empty()
        : Optional.of(new Given(value, file.name()));
  }

  private int integer(Knob knob, Given given, int fallback, int least, int most) {
    if (given.value() instanceof String text && given.source().equals(file.name())) {
      refuse(knob, given, '"' + text + '"');
      return fallback;
    }
    Optional<BigInteger> number = wholeNumber(given.value());
    if (number.isEmpty()
        || number.get().compareTo(BigInteger.valueOf(least)) < 0
        || number.get().compareTo(BigInteger.valueOf(most)) > 0) {
      refuse(knob, given, given.value().toString());
      return fallback;
    }
    return number.get().intValueExact();
  }

  private static Optional<BigInteger> wholeNumber(Object value) {
    // Not a Double: 1e3 in a file is a wrong type, as it is in the environment.
    String text = value.toString();
    return text.matches("-?[0-9]{1,30}") ? Optional.of(new BigInteger(text)) : Optional.empty();
  }

  private boolean flag(Knob knob, Given given, boolean fallback) {
    boolean typed = given.value() instanceof Boolean || !given.source().equals(file.name());
    if (typed && given.value().toString().matches("true|false")) {
      return given.value().toString().equals("true");
    }
    refuse(knob, given, given.value().toString());
    return fallback;
  }

  private Optional<String> text(
      Knob knob, Optional<String> fallback, Form form, UnaryOperator<String> shown) {
    Optional<Given> given = given(knob);
    Optional<String> value = fallback;
    if (given.isPresent()) {
      if (given.get().value() instanceof String text && form.matches(text)) {
        value = Optional.of(text);
      } else {
        refuse(knob, given.get(), shown.apply(given.get().value().toString()));
      }
    }
    describe(knob, value.map(shown).orElse(""));
    return value;
  }

  private List<String> uris(String path, Form form, boolean several) {
    Knob knob = knob(path, form.allowed());
    List<String> uris = List.of();
    Optional<Given> given = given(knob);
    if (given.isPresent()) {
      uris = split(given.get().value(), several);
      if (uris.isEmpty() || !uris.stream().allMatch(form::matches)) {
        refuse(knob, given.get(), Secrets.inBrokenUri(given.get().value().toString()));
      }
    }
    describe(knob, uris.stream().map(Secrets::inUri).collect(Collectors.joining(",")));
    return uris;
  }

  private static List<String> split(Object value, boolean several) {
    if (value instanceof String text) {
      return several ? Arrays.stream(text.split(",")).map(String::strip).toList() : List.of(text);
    }
    return several && value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  private Optional<Path> path(Knob knob, Given given, Path base) {
    try {
      if (given.value() instanceof String text) {
        return Optional.of(base.resolve(text).toAbsolutePath().normalize());
      }
    } catch (InvalidPathException e) {
      // Refused below.
    }
    refuse(knob, given, given.value().toString());
    return Optional.empty();
  }

  private void refuse(Knob knob, Given given, String shown) {
    faults.add(
        knob.path() + " is " + shown + " in " + given.source() + "; allowed: " + knob.allowed());
  }

  private void describe(Knob knob, String value) {
    effective.add((knob.path() + " = " + value).strip());
  }

  private void refuseUnknownKeys() {
    file.values().entrySet().stream()
        .filter(entry -> !knobs.containsKey(entry.getKey()))
        .filter(entry -> entry.getValue() != null || !isSection(entry.getKey()))
        .forEach(entry -> faults.add(unknownKey(entry.getKey())));
  }

  private String unknownKey(String path) {
    if (isSection(path)) {
      return path + " in " + file.name() + " must be a section; its keys: " + keysOf(path);
    }
    int dot = path.indexOf('.');
    String section = dot >= 0 && isSection(path.substring(0, dot)) ? path.substring(0, dot) : "";
    String place = section.isEmpty() ? "at the top level" : "in " + section;
    return path + " in " + file.name() + " is no key; allowed " + place + ": " + keysOf(section);
  }

  private void refuseUnknownVariables() {
    List<String> names = knobs.values().stream().map(Knob::environmentName).toList();
    environment.keySet().stream()
        .filter(name -> name.startsWith(Knob.PREFIX))
        .filter(name -> !name.equals(Settings.FILE_VARIABLE) && !names.contains(name))
        .sorted()
        .forEach(name -> faults.add(unknownVariable(name)));
  }

  private String unknownVariable(String name) {
    String meant =
        knobs.values().stream()
            .filter(knob -> name.startsWith(new Knob(knob.section(), "").environmentName() + "_"))
            .map(Knob::environmentName)
            .collect(Collectors.joining(", "));
    String allowed =
        meant.isEmpty()
            ? Settings.FILE_VARIABLE
                + " and "
                + knobs.values().stream()
                    .map(Knob::environmentName)
                    .collect(Collectors.joining(", "))
            : meant;
    return name + " in the environment is no knob; allowed: " + allowed;
  }

  private boolean isSection(String name) {
    return !name.isEmpty() && knobs.values().stream().anyMatch(it -> it.section().equals(name));
  }

  private String keysOf(String section) {
    return knobs.values().stream()
        .filter(knob -> section.isEmpty() || knob.section().equals(section))
        .map(knob -> section.isEmpty() && !knob.section().isEmpty() ? knob.section() : leaf(knob))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String leaf(Knob knob) {
    return knob.path().substring(knob.path().indexOf('.') + 1);
  }
}
