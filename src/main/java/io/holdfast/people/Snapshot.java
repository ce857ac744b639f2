package io.holdfast.people;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the database said at one moment, indexed by all that it is asked for. Immutable. */
final class Snapshot {
  static final Snapshot EMPTY = new Snapshot();

  private final Map<Secret.Hash, ApiKey> keysByHash = new HashMap<>();
  private final Map<Secret.Hash, Session> sessions = new HashMap<>();
  private final Map<Integer, Actor> actors = new HashMap<>();
  private final Map<UUID, Member> members = new HashMap<>();
  private final Map<Integer, Location> locationsByNumber = new HashMap<>();
  private final Map<UUID, Location> locationsById = new HashMap<>();
  private final Map<Integer, Business> businesses = new HashMap<>();
  private final Set<Integer> limited = new HashSet<>();

  /* What the database's clock said, and when. */
  private long readNanos;
  private long readMillis;

  private Snapshot() {}

  /**
   * Who is signed in.
   *
   * @param who as an actor, until the session expires unused
   * @param endsAtMillis since 1970, however much it is used
   */
  record Session(ApiKey who, long endsAtMillis) {}

  /** What was read: the rows of each statement of the directory. */
  record Rows(
      Iterable<Row> sessions,
      Iterable<Row> keys,
      Iterable<Row> staff,
      Iterable<Row> locations,
      Iterable<Row> businesses,
      Iterable<Row> limited) {}

  /**
   * What was read.
   *
   * @param readNanos when it was asked for
   */
  static Snapshot of(long readNanos, Rows rows) {
    Snapshot snapshot = new Snapshot();
    snapshot.readNanos = readNanos;
    Map<Integer, Member> staff = new HashMap<>();
    for (Row row : rows.staff()) {
      Member member = PeopleRows.member(row);
      staff.put(member.number(), member);
      snapshot.members.put(member.id(), member);
    }
    Map<Integer, ApiKey> signedIn = snapshot.addKeys(rows.keys(), staff);
    snapshot.addSessions(rows.sessions(), signedIn);
    for (Row row : rows.locations()) {
      Location location = PeopleRows.location(row);
      snapshot.locationsByNumber.put(location.number(), location);
      snapshot.locationsById.put(location.id(), location);
    }
    for (Row row : rows.businesses()) {
      Business business = PeopleRows.business(row);
      snapshot.businesses.put(business.number(), business);
    }
    rows.limited().forEach(row -> snapshot.limited.add(row.getInteger(0)));
    return snapshot;
  }

  /** Adds keys and actors; returns active members as they act when signed in, by their number. */
  private Map<Integer, ApiKey> addKeys(Iterable<Row> rows, Map<Integer, Member> staff) {
    Map<Integer, ApiKey> signedIn = new HashMap<>();
    for (Row row : rows) {
      readMillis = PeopleRows.millis(row, 10);
      boolean machines = row.getInteger(7) == null;
      Member member = machines ? null : staff.get(row.getInteger(7));
      ApiKey key = PeopleRows.key(row, null);
      if (member != null) {
        actors.put(key.number(), new Actor(member.id(), member.name()));
      } else {
        actors.put(key.number(), new Actor(key.id(), key.name()));
      }
      boolean active = machines || (member != null && member.isActive());
      boolean revoked = row.getBoolean(9);
      Buffer hash = row.getBuffer(8);
      if (active && !revoked && hash != null) {
        ApiKey usable = machines ? key : key.of(member);
        keysByHash.put(Secret.Hash.of(hash.getBytes()), usable);
      } else if (active && hash == null) {
        signedIn.put(member.number(), signedIn(key.number(), member));
      }
    }
    return signedIn;
  }

  private static ApiKey signedIn(int actor, Member member) {
    return new ApiKey(
        actor,
        member.id(),
        member.business(),
        member.name(),
        member.permissions(),
        null,
        member.createdAtMillis(),
        member.id(),
        Set.copyOf(member.locationIds()));
  }

  private void addSessions(Iterable<Row> rows, Map<Integer, ApiKey> signedIn) {
    for (Row row : rows) {
      ApiKey member = signedIn.get(row.getInteger(1));
      if (member != null) {
        ApiKey who = member.until(PeopleRows.millis(row, 2));
        sessions.put(
            Secret.Hash.of(row.getBuffer(0).getBytes()),
            new Session(who, PeopleRows.millis(row, 3)));
      }
    }
  }

  /** The time since 1970 by the database's clock; none is known before there is a key. */
  long bookMillis(long nanos) {
    return readMillis + (nanos - readNanos) / 1_000_000;
  }

  /** The unrevoked key with this hash, or null. */
  ApiKey keyByHash(Secret.Hash hash) {
    return keysByHash.get(hash);
  }

  /** The session whose token has this hash, or null. */
  Session session(Secret.Hash hash) {
    return sessions.get(hash);
  }

  Actor actor(int number) {
    return actors.get(number);
  }

  Member member(UUID id) {
    return members.get(id);
  }

  Location location(int number) {
    return locationsByNumber.get(number);
  }

  Location location(UUID id) {
    return locationsById.get(id);
  }

  boolean isLimited(int business) {
    return !limited.isEmpty() && limited.contains(business);
  }

  Business business(int number) {
    return businesses.get(number);
  }
}
