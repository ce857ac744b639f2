package io.holdfast.benchmarks.load;

import java.util.List;
import java.util.UUID;

/**
 * How much to ask, and of which wallets.
 *
 * @param connections each with one request under way at any time
 * @param threads of the driver; connections are dealt to them evenly
 * @param warmUpMillis of load before the measured window, in which nothing is recorded
 * @param measuredMillis length of the measured window
 * @param amount of every debit, in minor units
 * @param wallets each request takes one of them at random, all equally likely; while warming up
 *     they are taken in turn
 */
public record Load(
    int connections,
    int threads,
    long warmUpMillis,
    long measuredMillis,
    long amount,
    List<UUID> wallets) {}
