package io.holdfast.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A build of the project, ready to be run.
 *
 * @param name for people
 * @param folder of the checkout, where it runs
 * @param classpath with everything that its benchmarks need
 */
public record Build(String name, Path folder, String classpath) {
  private static final int BUILD_MINUTES = 15;

  /** The one that this program is from. */
  static Build here() {
    return new Build(
        "candidate", Path.of("").toAbsolutePath(), System.getProperty("java.class.path"));
  }

  /**
   * Another one, compiled if need be.
   *
   * @param wanted the folder of a checkout, or a commit of this one
   * @param work where a commit is checked out; one that is there already is used again
   */
  public static Build of(String wanted, Path work) throws IOException, InterruptedException {
    Path folder = Path.of(wanted).toAbsolutePath();
    if (!Files.exists(folder.resolve("pom.xml"))) {
      String commit = output(List.of("git", "rev-parse", "--verify", wanted + "^{commit}")).strip();
      folder = work.toAbsolutePath().resolve(commit);
      if (!Files.exists(folder.resolve("pom.xml"))) {
        Files.createDirectories(work);
        run(
            Path.of(""),
            List.of("git", "worktree", "add", "--force", "--detach", folder.toString(), commit));
      }
    }
    Path list = Files.createTempFile("classpath", ".txt");
    run(
        folder,
        List.of(
            "mvn",
            "-q",
            "-Pbench",
            "test-compile",
            "dependency:build-classpath",
            "-Dmdep.outputFile=" + list));
    String libraries = Files.readString(list).strip();
    Files.delete(list);
    String own =
        folder.resolve("target/test-classes")
            + File.pathSeparator
            + folder.resolve("target/classes");
    return new Build("base", folder, own + File.pathSeparator + libraries);
  }

  /** Names of the benchmarks that it has. */
  Set<String> benchmarks(String include) throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    output(List.of(java(), "-cp", classpath, "org.openjdk.jmh.Main", "-l", include))
        .lines()
        .filter(line -> line.startsWith("io.holdfast."))
        .forEach(line -> names.add(line.strip()));
    return names;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    System.out.println("$ " + String.join(" ", command));
    Process process =
        new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile()).inheritIO().start();
    if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new IOException(command.get(0) + " ended with " + process.exitValue());
    }
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
    return text;
  }
}
