package io.holdfast.config;

import java.util.List;

/** The configuration cannot be used. Carries every fault found, each fit to be shown as it is. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  ConfigurationException(List<String> faults) {
    super("the configuration cannot be used:\n  - " + String.join("\n  - ", faults));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, one sentence a fault: the key, what was given, what is allowed. No secrets. */
  public List<String> faults() {
    return faults;
  }
}
