package io.holdfast.gate;

import io.holdfast.operation.Operation;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ids;

/** One entry of a call of {@code gate.lua}: see there for the verbs and what they want. */
sealed interface GateEntry {
  /** Number of the wallet it is about. */
  long wallet();

  /** How many keys it has, the wallet's first. */
  int keys();

  /** How many arguments, with its verb. */
  int arguments();

  void addKeys(ScriptCall call);

  void addArguments(ScriptCall call);

  /**
   * Takes what an operation spends from what is available, and marks it.
   *
   * @param flags of the script
   */
  record Reserve(Operation operation, int flags) implements GateEntry {
    private static final byte[] VERB = {'R'};

    @Override
    public long wallet() {
      return operation.wallet();
    }

    @Override
    public int keys() {
      return 3;
    }

    @Override
    public int arguments() {
      return 6;
    }

    @Override
    public void addKeys(ScriptCall call) {
      addMarked(operation, call);
      call.add(Keys.decline(operation));
    }

    @Override
    public void addArguments(ScriptCall call) {
      call.add(VERB)
          .add(Keys.field(operation))
          .add(Identity.claimed(operation))
          .add(operation.reserves())
          .add(flags)
          .add(Origin.request(operation.origin().fingerprint()));
    }
  }

  /**
   * Forgets the mark of an operation that is over.
   *
   * @param committed whether what it reserved is gone; otherwise it is given back
   */
  record Forget(Operation operation, boolean committed) implements GateEntry {
    private static final byte[] SETTLE = {'S'};
    private static final byte[] UNDO = {'U'};

    @Override
    public long wallet() {
      return operation.wallet();
    }

    @Override
    public int keys() {
      return 2;
    }

    @Override
    public int arguments() {
      return 2;
    }

    @Override
    public void addKeys(ScriptCall call) {
      addMarked(operation, call);
    }

    @Override
    public void addArguments(ScriptCall call) {
      call.add(committed ? SETTLE : UNDO).add(Keys.field(operation));
    }
  }

  /**
   * Raises what is available by what a commit added.
   *
   * @param amount minor units
   * @param version that the commit made
   */
  record Add(long wallet, long amount, long version) implements GateEntry {
    private static final byte[] VERB = {'A'};

    @Override
    public int keys() {
      return 1;
    }

    @Override
    public int arguments() {
      return 3;
    }

    @Override
    public void addKeys(ScriptCall call) {
      call.add(Keys.wallet(wallet));
    }

    @Override
    public void addArguments(ScriptCall call) {
      call.add(VERB).add(amount).add(version);
    }
  }

  /**
   * Forgets what is cached.
   *
   * @param version nothing older may come back
   */
  record Invalidate(long wallet, long version) implements GateEntry {
    private static final byte[] VERB = {'I'};

    @Override
    public int keys() {
      return 1;
    }

    @Override
    public int arguments() {
      return 2;
    }

    @Override
    public void addKeys(ScriptCall call) {
      call.add(Keys.wallet(wallet));
    }

    @Override
    public void addArguments(ScriptCall call) {
      call.add(VERB).add(version);
    }
  }

  private static void addMarked(Operation operation, ScriptCall call) {
    long wallet = operation.wallet();
    call.add(Keys.wallet(wallet)).add(Keys.marks(Ids.bucket(wallet)));
  }
}
