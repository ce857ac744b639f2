package io.holdfast.ledger;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How to reach the book's PostgreSQL, and how to behave there.
 *
 * <p>The user named here owns the tables and migrates them. Every connection of the service works
 * under {@link #SERVICE_ROLE} from its first moment on, which may do less: the role is part of the
 * startup message, so a transaction pooler that drops startup parameters cannot stand in between.
 *
 * @param password or null
 * @param sslMode as libpq names it; {@code verify-ca} and {@code verify-full} need a certificate
 * @param rootCertificate path of a PEM file, or null
 */
public record PostgresOptions(
    String host,
    int port,
    String database,
    String user,
    String password,
    SslMode sslMode,
    String rootCertificate) {

  /** Owns nothing; see {@code R__service_role.sql}. */
  public static final String SERVICE_ROLE = "holdfast_service";

  private static final int DEFAULT_PORT = 5432;
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  /** Kept warm for a while; a network may forget a connection that stays idle, and tell nobody. */
  private static final int IDLE_SECONDS = 60;

  /** How long a caller waits for a free connection; longer than this its own client gives up. */
  private static final int QUEUE_TIMEOUT_MILLIS = 2_000;

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=...&sslrootcert=...}. User,
   * password and database are percent-decoded; the port is 5432 unless named.
   *
   * @throws IllegalArgumentException if it is anything else; the message never holds the password
   */
  public static PostgresOptions parse(String uri) {
    String rest = withoutScheme(uri);
    int question = rest.indexOf('?');
    Map<String, String> query = query(question < 0 ? "" : rest.substring(question + 1));
    String place = question < 0 ? rest : rest.substring(0, question);
    int slash = place.lastIndexOf('/');
    require(slash >= 0 && slash < place.length() - 1, "names no database");
    String authority = place.substring(0, slash);
    int at = authority.lastIndexOf('@');
    require(at > 0, "names no user");
    String[] credentials = authority.substring(0, at).split(":", 2);
    require(!credentials[0].isEmpty(), "names no user");
    String[] address = address(authority.substring(at + 1));
    SslMode sslMode = sslMode(query.getOrDefault("sslmode", "prefer"));
    String certificate = query.get("sslrootcert");
    boolean verifies = sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
    require(!verifies || certificate != null, "verifies the server, but names no sslrootcert");
    return new PostgresOptions(
        address[0],
        port(address[1]),
        decode(place.substring(slash + 1)),
        decode(credentials[0]),
        credentials.length == 2 ? decode(credentials[1]) : null,
        sslMode,
        certificate);
  }

  /**
   * For the service's connections: its role, prepared statements kept, no statement longer than
   * this.
   */
  public PgConnectOptions connectOptions(int statementTimeoutMillis) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(host)
            .setPort(port)
            .setDatabase(database)
            .setUser(user)
            .setSslMode(sslMode)
            .setCachePreparedStatements(true)
            // Long statements too: the default keeps only those below 2048 characters.
            .setPreparedStatementCacheSqlFilter(sql -> true)
            .addProperty("role", SERVICE_ROLE)
            .addProperty("application_name", "holdfast")
            // Statements rely on seeing what was committed before they started.
            .addProperty("default_transaction_isolation", "read committed")
            .addProperty("statement_timeout", Integer.toString(statementTimeoutMillis));
    if (password != null) {
      options.setPassword(password);
    }
    if (sslMode != SslMode.DISABLE) {
      options.setSslOptions(sslOptions());
    }
    return options;
  }

  /**
   * A pool of the service's connections, to be made and used on one event loop and closed by its
   * owner. When all are taken, callers wait up to 2 s, and fail at once when {@code queueMax} wait
   * already.
   */
  public Pool pool(Vertx vertx, int connectionsMax, int queueMax, int statementTimeoutMillis) {
    return pool(vertx, connectionsMax, queueMax, statementTimeoutMillis, CONNECT_TIMEOUT_MILLIS);
  }

  /** The same, with a limit for making a connection. */
  public Pool pool(
      Vertx vertx,
      int connectionsMax,
      int queueMax,
      int statementTimeoutMillis,
      int connectTimeoutMillis) {
    return PgBuilder.pool()
        .with(
            new PoolOptions()
                .setName("postgres")
                .setMaxSize(connectionsMax)
                .setMaxWaitQueueSize(queueMax)
                .setConnectionTimeout(QUEUE_TIMEOUT_MILLIS)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS))
        .with(new NetClientOptions().setTcpKeepAlive(true).setConnectTimeout(connectTimeoutMillis))
        .connectingTo(connectOptions(statementTimeoutMillis))
        .using(vertx)
        .build();
  }

  /** For the migrating connection, which works as the owner; user and password go beside it. */
  public String jdbcUrl() {
    String url =
        "jdbc:postgresql://%s:%d/%s?ApplicationName=holdfast-migrations&sslmode=%s"
            .formatted(
                host.contains(":") ? "[" + host + "]" : host,
                port,
                encode(database),
                sslMode.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return rootCertificate == null ? url : url + "&sslrootcert=" + encode(rootCertificate);
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }

  private ClientSSLOptions sslOptions() {
    ClientSSLOptions options = new ClientSSLOptions();
    if (rootCertificate == null) {
      // As libpq does where nothing says whom to trust: encrypted, but not authenticated.
      return options.setTrustAll(true).setHostnameVerificationAlgorithm("");
    }
    String verification = sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "";
    return options
        .setTrustOptions(new PemTrustOptions().addCertPath(rootCertificate))
        .setHostnameVerificationAlgorithm(verification);
  }

  private static String withoutScheme(String uri) {
    for (String scheme : new String[] {"postgresql://", "postgres://"}) {
      if (uri.startsWith(scheme)) {
        return uri.substring(scheme.length());
      }
    }
    throw refused("does not begin with postgresql://");
  }

  /** Host and port; an IPv6 host stands in brackets. */
  private static String[] address(String text) {
    int colon = text.lastIndexOf(':');
    boolean named = colon > text.lastIndexOf(']');
    String host = named ? text.substring(0, colon) : text;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else {
      require(host.indexOf(':') < 0, "has an IPv6 host without brackets");
    }
    require(!host.isEmpty(), "names no host");
    return new String[] {host, named ? text.substring(colon + 1) : ""};
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
    require(text.matches("[0-9]{1,5}"), "has a port that is no number");
    int port = Integer.parseInt(text);
    require(port >= 1 && port <= 65_535, "has a port outside 1 to 65535");
    return port;
  }

  private static Map<String, String> query(String text) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      boolean known = parts[0].equals("sslmode") || parts[0].equals("sslrootcert");
      require(known && parts.length == 2, "has a parameter other than sslmode and sslrootcert");
      require(values.put(parts[0], decode(parts[1])) == null, "has a parameter twice");
    }
    return values;
  }

  private static SslMode sslMode(String text) {
    try {
      return SslMode.of(text);
    } catch (IllegalArgumentException unknown) {
      throw refused("has an unknown sslmode");
    }
  }

  private static String decode(String text) {
    try {
      // A plus sign is itself in a URI; only forms write a blank that way.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw refused("has a % that encodes nothing");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw refused(fault);
    }
  }

  private static IllegalArgumentException refused(String fault) {
    return new IllegalArgumentException("the PostgreSQL URI " + fault);
  }
}
