package io.holdfast.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The mixes there are, by name. */
public final class Mixes {
  public static final String DEBIT = "debit";
  public static final String AUTHORIZE_CAPTURE = "authorize-capture";
  public static final String AUTHORIZE_VOID = "authorize-void";
  public static final String CREDIT = "credit";
  public static final String READS = "reads";
  public static final String DECLINES = "declines";
  public static final String REPLAYS = "replays";
  public static final String BATCHES = "batches";

  /** More than any wallet has, and less than the largest amount that the service takes. */
  private static final long TOO_MUCH = 9_000_000_000_000_000L;

  /** Of so many reads, one is of the wallet's history and the others of the wallet. */
  private static final int READS_A_HISTORY = 4;

  private Mixes() {}

  /**
   * The mix of that name.
   *
   * @param batch operations in one batch
   * @throws IllegalArgumentException if there is no such mix
   */
  public static Mix named(String name, int batch) {
    return switch (name) {
      case DEBIT -> new Simple(DEBIT, Outcome.SUCCEEDED, Mixes::debit);
      case CREDIT -> new Simple(CREDIT, Outcome.SUCCEEDED, Mixes::credit);
      case READS -> new Simple(READS, Outcome.SUCCEEDED, Reads::new);
      case DECLINES -> new Simple(DECLINES, Outcome.DECLINED, Mixes::decline);
      case REPLAYS -> new Simple(REPLAYS, Outcome.SUCCEEDED, Mixes::replay);
      case AUTHORIZE_CAPTURE -> new Pair(AUTHORIZE_CAPTURE, "capture");
      case AUTHORIZE_VOID -> new Pair(AUTHORIZE_VOID, "void");
      case BATCHES -> new Batches(batch);
      default -> throw new IllegalArgumentException("no such mix: " + name);
    };
  }

  /** Makes the unit of one connection. */
  private interface Units {
    Unit newUnit(Caller caller);
  }

  private record Simple(String name, Outcome expected, Units units) implements Mix {
    @Override
    public Unit newUnit(Caller caller) {
      return units.newUnit(caller);
    }
  }

  private static Unit debit(Caller caller) {
    Template template = movement(caller, "/v1/debits", "", caller.amount());
    return OneRequest.fresh(template, caller.wallets(), -caller.amount());
  }

  private static Unit credit(Caller caller) {
    Template template = movement(caller, "/v1/credits", "\"type\":\"deposit\",", caller.amount());
    return OneRequest.fresh(template, caller.wallets(), caller.amount());
  }

  private static Unit decline(Caller caller) {
    Template template = movement(caller, "/v1/debits", "", TOO_MUCH);
    return OneRequest.fresh(template, caller.wallets(), -TOO_MUCH);
  }

  private static Unit replay(Caller caller) {
    Template template = movement(caller, "/v1/debits", "", caller.amount());
    return OneRequest.repeated(template, caller.wallets(), -caller.amount());
  }

  private static Template movement(Caller caller, String path, String more, long amount) {
    String body = "{" + more + operation(amount) + "}";
    return Template.post(caller.target(), path, caller.nonce() + "-" + Template.COUNT, body);
  }

  private static String operation(long amount) {
    return "\"wallet_id\":\"%s\",\"amount\":%d,\"currency\":\"USD\",\"reference\":\"sale-%s\""
        .formatted(Template.WALLET, amount, Template.COUNT);
  }

  private record Pair(String name, String end) implements Mix {
    @Override
    public List<String> steps() {
      return List.of("authorize", end);
    }

    @Override
    public Unit newUnit(Caller caller) {
      Template hold = movement(caller, "/v1/authorizations", "", caller.amount());
      Template then =
          Template.post(
              caller.target(),
              "/v1/authorizations/" + Template.ID + "/" + end,
              caller.nonce() + "-" + Template.COUNT + "-" + end,
              "{}");
      long moves = end.equals("capture") ? -caller.amount() : 0;
      return new HoldThen(hold, then, caller.wallets(), moves);
    }
  }

  private record Batches(int operations) implements Mix {
    @Override
    public String name() {
      return BATCHES;
    }

    /** A business may have no more batches under way; what comes beyond is refused with 429. */
    @Override
    public int connectionsMax() {
      return 8;
    }

    @Override
    public Unit newUnit(Caller caller) {
      String one =
          "{\"op\":\"debit\",\"idempotency_key\":\"%s-%s\",%s}"
              .formatted(caller.nonce(), Template.COUNT, operation(caller.amount()));
      String body =
          IntStream.range(0, operations)
              .mapToObj(i -> one)
              .collect(Collectors.joining(",", "{\"operations\":[", "]}"));
      Template template = Template.post(caller.target(), "/v1/batches", null, body);
      return new Batch(template, caller.wallets(), operations, -caller.amount());
    }
  }

  /** Wallets, and now and then the newest of a wallet's history. */
  private static final class Reads implements Unit {
    private final Unit wallet;
    private final Unit history;
    private Unit now;

    Reads(Caller caller) {
      wallet = read(caller, "");
      history = read(caller, "/transactions?limit=10");
      now = wallet;
    }

    @Override
    public ByteBuffer begin(long count) {
      now = count % READS_A_HISTORY == 0 ? history : wallet;
      return now.begin(count);
    }

    @Override
    public ByteBuffer next(Answered answered) {
      return now.next(answered);
    }

    @Override
    public Outcome outcome() {
      return now.outcome();
    }

    private static Unit read(Caller caller, String what) {
      Template template = Template.get(caller.target(), "/v1/wallets/" + Template.WALLET + what);
      return OneRequest.fresh(template, caller.wallets(), 0);
    }
  }
}
