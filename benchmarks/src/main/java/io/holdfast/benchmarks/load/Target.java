package io.holdfast.benchmarks.load;

/** Where debits are sent, on this machine, and the API key sent with them. */
public record Target(int port, String path, String apiKey) {}
