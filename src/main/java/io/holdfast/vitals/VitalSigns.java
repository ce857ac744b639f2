package io.holdfast.vitals;

import io.holdfast.ledger.Proofs;
import java.util.List;

/**
 * How an instance was, for about a second.
 *
 * @param number ascending by one, from 1; anew with each process
 * @param atMillis the end of the interval, since 1970, by the book's clock
 * @param intervalMillis how long it was; more than a second after a pause of the process
 * @param walks how far the book is proven, as last read; null until it was
 * @param quarantined wallets that are set aside, of all businesses
 */
public record VitalSigns(
    long number,
    long atMillis,
    long intervalMillis,
    Traffic traffic,
    List<Part> parts,
    List<Proofs.Walk> walks,
    long quarantined) {

  /**
   * How a server is that the instance works with.
   *
   * @param detail a few words for whoever looks
   * @param roundTripMicros how long its last sign of life took; null if it has not come yet
   */
  public record Part(String name, boolean up, String detail, Long roundTripMicros) {}
}
