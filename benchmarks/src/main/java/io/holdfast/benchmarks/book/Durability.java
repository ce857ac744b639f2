package io.holdfast.benchmarks.book;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the servers say of their own durability; nothing is assumed. */
public final class Durability {
  private static final List<String> POSTGRES =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_sync_method",
          "shared_buffers",
          "huge_pages_status",
          "max_wal_size",
          "commit_delay");
  private static final List<String> MUST_BE_ON =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private Durability() {}

  /** Settings of PostgreSQL by name. */
  public static Map<String, String> ofPostgres(String jdbcUrl) throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement statement =
            connection.prepareStatement("SELECT current_setting(?, true)")) {
      for (String name : POSTGRES) {
        statement.setString(1, name);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          settings.put(name, row.getString(1));
        }
      }
    }
    return settings;
  }

  /** Settings of Redis by name. */
  public static Map<String, String> ofRedis(RedisReader redis) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("redis_version", redis.version());
    for (String name : List.of("appendonly", "appendfsync", "maxmemory-policy", "save")) {
      settings.put(name, redis.setting(name));
    }
    return settings;
  }

  /** Whether a commit that was acknowledged survives a power cut. */
  public static boolean isDurable(Map<String, String> postgres) {
    return MUST_BE_ON.stream().allMatch(name -> "on".equals(postgres.get(name)));
  }

  /** The three settings that every figure is printed with. */
  public static String inShort(Map<String, String> postgres) {
    return "fsync=%s synchronous_commit=%s full_page_writes=%s"
        .formatted(
            postgres.get("fsync"),
            postgres.get("synchronous_commit"),
            postgres.get("full_page_writes"));
  }
}
