package io.holdfast.http;

import io.holdfast.operation.Fingerprint;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a caller attached to an operation.
 *
 * @param text compact JSON, entries in the caller's order
 * @param entries the same, in the order of their keys, so that two requests that differ only in the
 *     order are the same request
 */
record Metadata(String text, SortedMap<String, String> entries) {
  static final int ENTRIES_MAX = 20;
  static final int KEY_LENGTH_MAX = 40;
  static final int VALUE_LENGTH_MAX = 500;

  /** Adds the entries to a fingerprint; no metadata and empty metadata are the same. */
  static void sign(Metadata metadata, Fingerprint fingerprint) {
    if (metadata == null) {
      fingerprint.add(0);
      return;
    }
    fingerprint.add(metadata.entries.size());
    for (Map.Entry<String, String> entry : metadata.entries.entrySet()) {
      fingerprint.add(entry.getKey()).add(entry.getValue());
    }
  }
}
