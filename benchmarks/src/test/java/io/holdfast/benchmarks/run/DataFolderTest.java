package io.holdfast.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What drivers leave behind, and who removes it. */
final class DataFolderTest {
  @TempDir private Path all;

  @Test
  void whatAKilledDriverLeftBehindIsRemovedByTheNext() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path left = Files.createDirectories(all.resolve("data-" + dead.pid() + "-123/postgres/base"));
    Files.writeString(left.resolve("1"), "a page");
    DataFolder.in(all);
    assertThat(all.resolve("data-" + dead.pid() + "-123")).doesNotExist();
  }

  @Test
  void whatSomebodyElseNeedsStays() throws IOException {
    DataFolder ofALivingDriver = DataFolder.in(all);
    Path run = Files.createDirectories(all.resolve("20261126-101500"));
    Path otherwise = Files.createDirectories(all.resolve("data-of-mine"));
    DataFolder.in(all);
    assertThat(ofALivingDriver.path()).exists();
    assertThat(run).exists();
    assertThat(otherwise).exists();
  }

  @Test
  void aDriverThatEndsRemovesItsOwn() throws IOException {
    DataFolder data = DataFolder.in(all);
    Files.writeString(data.path().resolve("file"), "a page");
    data.remove();
    assertThat(all).isEmptyDirectory();
  }
}
