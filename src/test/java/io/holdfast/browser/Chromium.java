package io.holdfast.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One browser process. Belongs to the thread that started it. */
final class Chromium implements AutoCloseable {
  static final String PATH_VARIABLE = "HOLDFAST_CHROMIUM";

  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final Duration ENDING_PATIENCE = Duration.ofSeconds(10);

  private final Playwright playwright;
  private final Browser browser;
  private final List<ProcessHandle> processes;

  private Chromium(Playwright playwright, Browser browser, List<ProcessHandle> processes) {
    this.playwright = playwright;
    this.browser = browser;
    this.processes = processes;
  }

  /** The program, where there is one. */
  static Optional<Path> find() {
    String named = System.getenv(PATH_VARIABLE);
    if (named != null && !named.isEmpty()) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return PROGRAMS.stream()
        .flatMap(name -> folders(path).map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Chromium start(Path program) {
    // Its own children alone: servers that run beside it have new ones at any moment.
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      Browser browser =
          playwright
              .chromium()
              .launch(new LaunchOptions().setExecutablePath(program).setArgs(ARGUMENTS));
      List<ProcessHandle> started =
          ProcessHandle.current()
              .children()
              .filter(child -> !before.contains(child))
              .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
              .toList();
      return new Chromium(playwright, browser, started);
    } catch (RuntimeException failure) {
      playwright.close();
      throw failure;
    }
  }

  Browser browser() {
    return browser;
  }

  /** The processes that were running when it had started. */
  List<ProcessHandle> processes() {
    return processes;
  }

  /** Ends the browser and its driver, and makes sure that they ended. */
  @Override
  public void close() {
    try {
      browser.close();
    } finally {
      playwright.close();
    }
    for (ProcessHandle process : processes) {
      try {
        process.onExit().get(ENDING_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (Exception stillThere) {
        process.destroyForcibly();
        throw new AssertionError("the browser left a process behind: " + process.info());
      }
    }
  }

  private static Stream<Path> folders(String path) {
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }
}
