package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ledger.Committer.Waiting;
import io.holdfast.metrics.Metrics;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who goes first, and who rides along. */
final class LaneQueueTest {
  private static final int BATCH_MAX = 256;

  private static Vertx vertx;
  private static GroupCommit hurried;
  private static GroupCommit patient;

  private final LaneQueue queue = new LaneQueue();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    Committer.Bounds bounds = new Committer.Bounds(1, BATCH_MAX, 1_000, 1_000);
    Committer nowhere = new Committer(vertx, new PgConnectOptions(), bounds, new Metrics());
    hurried = new GroupCommit(vertx, nowhere);
    patient = new GroupCommit(vertx, nowhere, true);
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  @Test
  void aBatchWithNobodyInAHurryIsFullOfThePatient() {
    add(patient, 300);
    assertThat(counts(queue.nextBatch(BATCH_MAX))).containsExactly(0L, 256L);
    assertThat(queue.size()).isEqualTo(44);
  }

  @Test
  void aBatchWithSomebodyInAHurryStaysShort() {
    add(patient, 300);
    add(hurried, 10);
    assertThat(counts(queue.nextBatch(BATCH_MAX))).containsExactly(10L, 54L);
  }

  @Test
  void thePatientAreNeverLeftOutAltogether() {
    add(hurried, 1_000);
    add(patient, 300);
    assertThat(counts(queue.nextBatch(BATCH_MAX))).containsExactly(240L, 16L);
  }

  @Test
  void eachKeepsItsPlace() {
    Waiting first = waiting(hurried);
    Waiting second = waiting(hurried);
    queue.add(first);
    queue.add(waiting(patient));
    queue.add(second);
    List<Waiting> batch = queue.nextBatch(BATCH_MAX);
    assertThat(batch.subList(0, 2)).containsExactly(first, second);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void drainingTakesEverybody() {
    add(hurried, 700);
    add(patient, 700);
    assertThat(queue.drain()).hasSize(1_400);
    assertThat(queue.isEmpty()).isTrue();
  }

  private void add(GroupCommit origin, int count) {
    for (int i = 0; i < count; i++) {
      queue.add(waiting(origin));
    }
  }

  private static Waiting waiting(GroupCommit origin) {
    return new Waiting(null, Promise.promise(), origin);
  }

  private static List<Long> counts(List<Waiting> batch) {
    long ofPatient = batch.stream().filter(waiting -> waiting.origin().isPatient()).count();
    return List.of(batch.size() - ofPatient, ofPatient);
  }
}
