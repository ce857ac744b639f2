package io.holdfast.people;

import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Staff of the demo chain, with passwords that everybody knows who has read this: only for servers
 * that were started along, and listen to this machine alone.
 */
public final class DemoStaff {
  /** The password of each of them. */
  public static final String PASSWORD = "holdfast-demo";

  /** The one who may do everything. */
  public static final String OWNER = "owner@demo.example";

  private static final String LOCK = SqlFiles.load("demo_lock");
  private static final String ANY = SqlFiles.load("demo_staff");

  private record Role(String name, String email, Set<Permission> permissions, String location) {}

  private static final List<Role> ROLES =
      List.of(
          new Role("Olivia Marsh", OWNER, Set.of(Permission.ADMIN), null),
          new Role("Daniel Brook", "desk@demo.example", Set.of(Permission.CHECKOUT), "london"),
          new Role(
              "Maria Alves",
              "manager@demo.example",
              Set.of(Permission.CHECKOUT, Permission.ADJUST_BALANCES, Permission.VIEW_REPORTS),
              null),
          new Role("Ken Tanaka", "reports@demo.example", Set.of(Permission.VIEW_REPORTS), null));

  private final Pool pool;
  private final Passwords passwords;

  /** Works through this pool, which is closed by its owner. */
  public DemoStaff(Pool pool, Passwords passwords) {
    this.pool = pool;
    this.passwords = passwords;
  }

  /**
   * Makes the demo's staff, all or none; does nothing if the business has any staff.
   *
   * @return whether they were made now; fails with a {@link io.holdfast.operation.Fault}
   */
  public Future<Boolean> load(int business) {
    return passwords
        .hash(PASSWORD)
        .compose(
            hash ->
                Writes.change(
                    pool,
                    "loading the demo's staff",
                    connection -> load(connection, business, hash)));
  }

  private static Future<Boolean> load(SqlConnection connection, int business, String hash) {
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.of(business))
        .compose(locked -> connection.preparedQuery(ANY).execute(Tuple.of(business, "london")))
        .compose(
            rows -> {
              var row = rows.iterator().next();
              return row.getBoolean(0)
                  ? Future.succeededFuture(false)
                  : make(connection, business, hash, row.getUUID(2), row.getLong(1)).map(true);
            });
  }

  private static Future<Void> make(
      SqlConnection connection, int business, String hash, UUID london, long millis) {
    Future<Void> made = Future.succeededFuture();
    for (Role role : ROLES) {
      List<UUID> locations = new ArrayList<>();
      if (role.location() != null && london != null) {
        locations.add(london);
      }
      Staff.Draft draft = new Staff.Draft(role.name(), role.email(), role.permissions(), locations);
      made =
          made.compose(
              before -> Staff.insert(connection, business, draft, hash, millis).mapEmpty());
    }
    return made;
  }
}
