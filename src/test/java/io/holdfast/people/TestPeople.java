package io.holdfast.people;

import static io.holdfast.TestServers.await;

import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Makes people and places for tests, and waits until they are made. */
final class TestPeople {
  private static final Form<ApiKey> KEY = key -> document(key.id());
  private static final Passwords PASSWORDS = new Passwords();

  private final Directory directory;
  private final People all;

  TestPeople(Pool pool, Directory directory) {
    this.directory = directory;
    this.all =
        People.of(
            pool, directory, PASSWORDS, new Attempts(System::nanoTime), System::currentTimeMillis);
  }

  People all() {
    return all;
  }

  /** A machine's key, as the directory has it. */
  ApiKeys.NewKey key(int business, String name, Set<Permission> permissions, Long expiresAtMillis) {
    AtomicReference<ApiKeys.NewKey> made = new AtomicReference<>();
    ApiKeys.Draft draft = new ApiKeys.Draft(name, permissions, expiresAtMillis, null);
    Form<ApiKeys.NewKey> answer =
        key -> {
          made.set(key);
          return document(key.key().id());
        };
    await(all.keys().create(origin(business), draft, answer, KEY));
    return made.get();
  }

  boolean revoke(int business, UUID key) {
    return await(all.keys().revoke(nobody(business), key, KEY));
  }

  Location location(int business, String reference, String name, String timeZone) {
    AtomicReference<UUID> id = new AtomicReference<>();
    await(
        all.locations()
            .create(
                origin(business),
                new Locations.Draft(reference, name, timeZone),
                location -> {
                  id.set(location.id());
                  return document(location.id());
                }));
    return directory.location(business, id.get()).orElseThrow();
  }

  static Origin origin(int business) {
    return new Origin(business, 0, OperationKey.of(UUID.randomUUID().toString()), 1);
  }

  /** Who changes something where it does not matter who. */
  static ApiKey nobody(int business) {
    return new ApiKey(0, UUID.randomUUID(), business, "nobody", Set.of(), null, 0, null, Set.of());
  }

  static Buffer document(UUID id) {
    return new JsonObject().put("id", id.toString()).toBuffer();
  }
}
