package io.holdfast.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the servers of one driver keep their data: a folder that has the driver's process id in its
 * name, so that the next driver can remove what a killed one has left behind.
 *
 * @param path of the folder
 */
record DataFolder(Path path) {
  private static final String DATA = "data-";

  private static final Pattern NAME = Pattern.compile(DATA + "(\\d+)-\\d+");

  /** Makes one in this folder, and removes those of drivers that are no more. */
  static DataFolder in(Path all) throws IOException {
    removeLeftBehind(all);
    return new DataFolder(
        Files.createTempDirectory(all, DATA + ProcessHandle.current().pid() + "-"));
  }

  /** With everything in it. */
  void remove() throws IOException {
    remove(path);
  }

  private static void removeLeftBehind(Path all) throws IOException {
    try (Stream<Path> folders = Files.list(all)) {
      for (Path folder : folders.filter(DataFolder::isLeftBehind).toList()) {
        remove(folder);
      }
    }
  }

  private static boolean isLeftBehind(Path folder) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
