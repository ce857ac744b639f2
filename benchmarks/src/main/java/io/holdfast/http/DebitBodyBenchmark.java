package io.holdfast.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The body of a debit, read and checked as a request's is. It stands here to reach the reader. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DebitBodyBenchmark {
  private final byte[] body =
      """
      {"wallet_id":"01890a5d-ac96-774b-bcce-b302099a8057","amount":1250,"currency":"USD",\
      "reference":"sale-000000000042"}"""
          .getBytes(StandardCharsets.UTF_8);

  private final Form form =
      Form.of(
          3,
          Field.WALLET_ID,
          Field.AMOUNT,
          Field.CURRENCY,
          Field.LOCATION_ID,
          Field.REFERENCE,
          Field.ALLOW_PARTIAL,
          Field.METADATA);

  @Benchmark
  public Fields read() {
    Fields fields = StrictReader.read(form, body);
    if (!fields.faults().isEmpty()) {
      throw new IllegalStateException(fields.faults().toString());
    }
    return fields;
  }
}
