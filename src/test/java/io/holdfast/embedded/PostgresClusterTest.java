package io.holdfast.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresClusterTest {
  @Test
  void aPidFileThatIsGoneOrHalfWrittenNamesNobody(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("postmaster.pid");
    assertThat(PostgresCluster.postmaster(file)).isEqualTo(-1);
    Files.writeString(file, "");
    assertThat(PostgresCluster.postmaster(file)).isEqualTo(-1);
    Files.writeString(file, "4711\n/data\n");
    assertThat(PostgresCluster.postmaster(file)).isEqualTo(4711);
  }
}
