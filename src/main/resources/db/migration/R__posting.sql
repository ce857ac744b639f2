-- Posting: a batch of operations of any kinds, decided, written and committed as one statement.
--
--   post(arrays)   the batch. One array a column, one element an operation, in the order in which
--                  they shall be decided. One row of type "posted" comes back for each.
--   post_one(...)  one operation by itself; what post() falls back on, wallet by wallet.
--
-- Locks: the rows of all wallets of the batch, in ascending order of their numbers, before anything
-- is read; held until the commit. Batches of several sessions can therefore not deadlock, and each
-- statement after the lock sees every earlier commit on these wallets, keys and holds. Where limits
-- apply, then the windows that the batch may touch, see R__limits.sql.
--
-- Keys: whether one is taken is looked up, a seventh of an operation's cost. Who repeats is answered
-- with what was found, and his neighbours go on as if he had not been there. Without p_looks that is
-- left to the journal's constraint "journal_key_once": where one is, it fails the whole statement,
-- nothing has happened, and the batch is to be posted again with p_looks.
--
-- Fast and slow: where every operation on a wallet is new, allowed and covered, set-based SQL
-- applies them together. A wallet for which any operation is not so is left out, and its operations
-- are decided one after another. Either way an operation that is refused leaves no trace, and its
-- neighbours do not notice. Nothing here raises an error for a "no".
--
-- Told: what a batch did goes into the outbox in the same commit, as one row a business; its number is
-- drawn under the locks. The journal rows are the events; here stands only which they are.
--
-- Time: a wallet's journal never goes back, also if this server's clock does. When a hold ends is
-- reckoned from the clock all the same, or it would stay for as long as the clock was ahead.
--
-- Kinds: 1 authorize, 2 increment, 3 capture, 4 void, 5 expire, 6 debit, 7 deposit, 8 refund,
-- 9 reward, 10 membership, 11 adjustment, 12 fence, 13 retract, 14 terms, 15 move. A move leaves
-- rows of kinds 8 and 6. What becomes of a deposit that is credited is in R__deposits.sql.
-- Status of a row: 0 applied; 1 repeated, the key is taken by the row "sequence" of "kind" with
-- "fingerprint"; 10 and above refused, see the Java enum Refusal for the codes and precedence.

DROP TYPE IF EXISTS posted CASCADE;
CREATE TYPE posted AS (
  ordinal        int,         -- place in the batch, from 1
  status         smallint,
  sequence       bigint,
  created_at     timestamptz,
  wallet_id      uuid,
  currency       text,
  amount         bigint,      -- what it did to the balance
  held_change    bigint,      -- what it did to held
  balance        bigint,      -- the wallet after it
  held           bigint,
  available      bigint,
  kind           smallint,    -- of the row found, where repeated
  fingerprint    bigint,      -- of the row found, where repeated
  location       int,         -- of the hold or of the refunded transaction
  hold_amount    bigint,      -- the hold after it; of a move: the amount that was moved,
  hold_requested bigint,      -- the location that it was moved from,
  hold_captured  bigint,
  hold_voided    bigint,
  hold_status    smallint,
  hold_reference text,        -- and the reference of a moved payment
  hold_metadata  text,        -- or the limit that was exceeded, as callers see it
  hold_expires_at timestamptz, -- or when the window of that limit ends
  hold_created_at timestamptz
);

-- Writes the two rows of a payment's move: a refund of all that is left of it, under a key made from
-- the request's, and a debit of as much for the other reference, under the request's key. That one
-- is what the request was about and what a repetition, an inquiry or a reversal has to find; its
-- target is the refund. The balance is the same afterwards, so nothing has to be available.
CREATE FUNCTION post_move(
  r posted, w wallets, original journal, p_now timestamptz, p_key uuid, p_fingerprint bigint,
  p_house bigint, p_location int, p_actor int, p_reference text, p_note text
) RETURNS posted LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  range_max CONSTANT bigint := 9007199254740991;
  amount    bigint;
  from_reference text := original.reference;
  to_house  bigint := p_house;
  refund_key uuid :=
    left(encode(sha256(convert_to('refund of the move ' || p_key, 'UTF8')), 'hex'), 32)::uuid;
BEGIN
  -- What is left of the original to give back; nothing of what was no spending.
  SELECT CASE WHEN original.kind IN (3, 6) THEN -original.amount ELSE 0 END
         - coalesce(sum(j.amount), 0)
    INTO amount
    FROM journal j
    WHERE j.wallet = original.wallet AND j.target = original.sequence AND j.kind = 8;
  IF amount = 0 THEN
    r.status := 17;
    RETURN r;
  ELSIF w.balance + amount + w.credit_limit > range_max THEN
    r.status := 18;
    RETURN r;
  END IF;
  IF original.kind = 3 THEN
    SELECT reference INTO from_reference FROM holds
      WHERE wallet = original.wallet AND sequence = original.target;
  END IF;
  r.location := p_location;
  IF to_house = 0 THEN
    to_house := original.credit_account;
    r.location := original.location;
  END IF;
  r.sequence := w.version + 2;
  r.created_at := greatest(p_now, w.changed_at);
  r.amount := 0;
  r.held_change := 0;
  r.balance := w.balance;
  r.held := w.held;
  r.available := w.balance - w.held + w.credit_limit;
  r.hold_amount := amount;
  r.hold_requested := original.location;
  r.hold_reference := from_reference;

  INSERT INTO journal (
      wallet, sequence, kind, operation_key, fingerprint, amount, held_change, balance_after,
      held_after, available_after, debit_account, credit_account, target, location, actor,
      reference, note, created_at)
    VALUES
      (w.number, w.version + 1, 8, refund_key, p_fingerprint, amount, 0, w.balance + amount, w.held,
       r.available + amount, original.credit_account, w.number, original.sequence,
       original.location, p_actor, from_reference, p_note, r.created_at),
      (w.number, w.version + 2, 6, p_key, p_fingerprint, -amount, 0, w.balance, w.held,
       r.available, w.number, to_house, w.version + 1, r.location, p_actor, p_reference, p_note,
       r.created_at);
  UPDATE wallets SET version = r.sequence, changed_at = r.created_at WHERE number = w.number;
  RETURN r;
END $$;

-- Flags: 1 less than the amount will do; 2 a capture is final; 4 decide this one by itself, because
-- another operation of the batch has the same key or hold; 8 limits may apply; 16 a refund undoes
-- what it refunds, as if it had never been.
-- amount: for captures, voids and refunds 0 means all that is left; for terms the new credit limit,
-- or -1. target: sequence of the hold or refunded transaction; for terms the new status; for other
-- credits and adjustments the number of their source. windows: those of the limits of the batch,
-- null if none was looked for.
CREATE FUNCTION post_one(
  p_ordinal int, p_kind smallint, p_business int, p_wallet bigint, p_wallet_id uuid,
  p_currency text, p_key uuid, p_fingerprint bigint, p_amount bigint, p_requested bigint,
  p_flags smallint, p_target bigint, p_target_at timestamptz, p_house bigint, p_location int,
  p_actor int, p_expires_in int, p_reference text, p_note text, p_metadata text,
  p_windows limit_window[]
) RETURNS posted LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  range_max CONSTANT bigint := 9007199254740991;
  w         wallets%ROWTYPE;
  h         holds%ROWTYPE;
  original  journal%ROWTYPE;
  r         posted;
  v_now     timestamptz := date_trunc('milliseconds', clock_timestamp());
  take      bigint := p_amount;
  d_balance bigint := 0;
  d_held    bigint := 0;
  house     bigint := p_house;
  about     bigint := p_target;
  new_limit bigint;
  new_status smallint;
  charge    record;
BEGIN
  r.ordinal := p_ordinal;
  SELECT * INTO w FROM wallets WHERE number = p_wallet;
  -- The service itself, settling what is in doubt, does not know the business: it says 0.
  IF NOT FOUND OR (w.business <> p_business AND p_business <> 0)
     OR (p_wallet_id IS NOT NULL AND w.id <> p_wallet_id) THEN
    r.status := 10;
    RETURN r;
  END IF;
  -- Set aside by the auditor: nothing is written to it, not even a fence.
  IF w.status = 3 THEN
    r.status := 22;
    RETURN r;
  END IF;
  new_limit := w.credit_limit;
  new_status := w.status;
  r.wallet_id := w.id;
  r.currency := w.currency;
  r.available := w.balance - w.held + w.credit_limit;

  SELECT 1, j.sequence, j.kind, j.fingerprint
    INTO r.status, r.sequence, r.kind, r.fingerprint
    FROM journal j WHERE j.wallet = p_wallet AND j.operation_key = p_key;
  IF FOUND THEN
    RETURN r;
  END IF;

  IF p_kind IN (2, 3, 4, 5) THEN
    SELECT * INTO h FROM holds WHERE wallet = p_wallet AND sequence = p_target;
    IF NOT FOUND OR h.created_at <> p_target_at THEN
      r.status := 10;
      RETURN r;
    END IF;
  ELSIF p_kind IN (8, 15) AND p_target IS NOT NULL THEN
    SELECT * INTO original FROM journal j
      WHERE j.wallet = p_wallet AND j.sequence = p_target AND j.amount <> 0;
    IF NOT FOUND OR original.created_at <> p_target_at THEN
      r.status := 10;
      RETURN r;
    END IF;
  END IF;

  r.status := CASE
    WHEN p_currency IS NOT NULL AND w.currency <> p_currency THEN 11
    WHEN w.status = 2 AND p_kind IN (1, 2, 6, 7, 8, 9, 10, 11, 15) THEN 13
    WHEN w.status = 1 AND (p_kind IN (1, 2, 6, 15) OR (p_kind = 11 AND p_amount < 0)) THEN 14
    WHEN p_kind = 7 AND p_target IS NOT NULL
         AND NOT deposit_pending(p_target, p_wallet, p_amount) THEN 24
    ELSE 0 END;
  IF r.status <> 0 THEN
    RETURN r;
  ELSIF p_kind = 15 THEN
    RETURN post_move(r, w, original, v_now, p_key, p_fingerprint, p_house, p_location, p_actor,
                     p_reference, p_note);
  END IF;

  CASE p_kind
    WHEN 1, 6 THEN
      IF p_flags & 1 = 1 AND r.available > 0 THEN
        take := least(p_amount, r.available);
      END IF;
      IF take > r.available THEN
        r.status := 19;
      END IF;
      IF p_kind = 1 THEN
        d_held := take;
        about := w.version + 1;
        h.amount := take;
        h.requested := p_requested;
        h.captured := 0;
        h.voided := 0;
        h.status := 0;
        h.location := p_location;
        h.reference := p_reference;
        h.metadata := p_metadata;
      ELSE
        d_balance := -take;
      END IF;

    WHEN 2, 3, 4, 5 THEN
      IF h.status NOT IN (0, 1) OR (h.expires_at > v_now) = (p_kind = 5) THEN
        r.status := 15;
        RETURN r;
      END IF;
      IF p_kind = 2 THEN
        IF h.amount + take > range_max THEN
          r.status := 18;
        ELSIF take > r.available THEN
          r.status := 19;
        END IF;
        d_held := take;
        h.amount := h.amount + take;
      ELSE
        IF take = 0 THEN
          take := h.amount - h.captured - h.voided;
        ELSIF take > h.amount - h.captured - h.voided THEN
          r.status := 16;
          RETURN r;
        END IF;
        IF p_kind = 3 THEN
          d_balance := -take;
          d_held := -take;
          h.captured := h.captured + take;
          IF p_flags & 2 = 2 THEN
            d_held := d_held - (h.amount - h.captured - h.voided);
            h.voided := h.amount - h.captured;
          END IF;
        ELSE
          d_held := -take;
          h.voided := h.voided + take;
        END IF;
        h.status := CASE
          WHEN h.captured + h.voided = h.amount THEN p_kind - 1
          WHEN p_kind = 3 THEN 1
          ELSE h.status END;
        house := h.house;
      END IF;

    WHEN 7, 8, 9, 10, 11 THEN
      IF p_kind = 8 AND p_target IS NOT NULL THEN
        -- What is left of the original to give back; nothing of what was no spending.
        SELECT CASE WHEN original.kind IN (3, 6) THEN -original.amount ELSE 0 END
               - coalesce(sum(j.amount), 0)
          INTO d_balance
          FROM journal j WHERE j.wallet = p_wallet AND j.target = p_target AND j.kind = 8;
        IF take = 0 THEN
          take := d_balance;
        END IF;
        IF take > d_balance OR take = 0 THEN
          r.status := 17;
          RETURN r;
        END IF;
        house := original.credit_account;
        r.location := original.location;
      END IF;
      d_balance := take;
      IF w.balance + d_balance + w.credit_limit > range_max THEN
        r.status := 18;
      ELSIF d_balance < 0 AND -d_balance > r.available THEN
        r.status := 19;
      END IF;

    WHEN 12, 13 THEN
      NULL;

    WHEN 14 THEN
      new_limit := CASE WHEN p_amount >= 0 THEN p_amount ELSE w.credit_limit END;
      new_status := coalesce(p_target, w.status);
      about := NULL;
      IF w.balance + new_limit > range_max THEN
        r.status := 18;
      ELSIF new_status = 2 AND (w.balance <> 0 OR w.held <> 0) THEN
        r.status := 21;
      END IF;
  END CASE;
  IF r.status <> 0 THEN
    RETURN r;
  END IF;

  -- Last, when nothing else can refuse it any more.
  IF p_flags & 8 = 8 AND cardinality(p_windows) > 0 THEN
    charge := charge_limits(
      p_windows, w.business, p_wallet, CASE WHEN p_kind = 2 THEN h.location ELSE p_location END,
      w.currency, CASE WHEN p_kind = 2 THEN p_target ELSE w.version + 1 END, take,
      p_flags & 1 = 1, CASE WHEN p_kind = 2 THEN 0 ELSE 1 END);
    IF charge.exceeded IS NOT NULL THEN
      r.status := 23;
      r.hold_metadata := charge.exceeded;
      r.hold_expires_at := charge.resets_at;
      RETURN r;
    END IF;
    h.charged := h.charged IS TRUE OR charge.charged;
    IF charge.taken < take THEN
      take := charge.taken;
      d_held := CASE WHEN p_kind = 1 THEN take ELSE 0 END;
      d_balance := CASE WHEN p_kind = 6 THEN -take ELSE 0 END;
      h.amount := take;
    END IF;
  ELSIF p_kind IN (3, 4, 5) AND h.charged THEN
    PERFORM release_limits(p_wallet, p_target, d_balance - d_held);
  ELSIF p_kind = 8 AND p_flags & 16 = 16 THEN
    PERFORM release_limits(
      p_wallet, CASE WHEN original.kind = 3 THEN original.target ELSE p_target END, take);
  END IF;

  r.sequence := w.version + 1;
  r.created_at := greatest(v_now, w.changed_at);
  r.amount := d_balance;
  r.held_change := d_held;
  r.balance := w.balance + d_balance;
  r.held := w.held + d_held;
  r.available := r.balance - r.held + new_limit;
  IF p_kind <= 5 THEN
    r.location := h.location;
    r.hold_amount := h.amount;
    r.hold_requested := h.requested;
    r.hold_captured := h.captured;
    r.hold_voided := h.voided;
    r.hold_status := h.status;
    r.hold_reference := h.reference;
    r.hold_metadata := h.metadata;
    r.hold_created_at := coalesce(h.created_at, r.created_at);
    r.hold_expires_at :=
      coalesce(h.expires_at, v_now + make_interval(secs => p_expires_in));
  END IF;
  r.location := coalesce(r.location, p_location);

  UPDATE wallets SET
      balance = r.balance,
      held = r.held,
      credit_limit = new_limit,
      allowance = CASE WHEN p_kind = 14 THEN greatest(new_limit, r.held - r.balance)
                       ELSE greatest(new_limit, least(allowance, r.held - r.balance)) END,
      status = new_status,
      version = r.sequence,
      changed_at = r.created_at
    WHERE number = p_wallet;
  INSERT INTO journal VALUES (
    p_wallet, r.sequence, p_kind, p_key, p_fingerprint, d_balance, d_held,
    r.balance, r.held, r.available,
    CASE WHEN d_balance < 0 THEN p_wallet WHEN d_balance > 0 THEN house END,
    CASE WHEN d_balance > 0 THEN p_wallet WHEN d_balance < 0 THEN house END,
    about, r.hold_amount, r.hold_captured, r.hold_voided, r.hold_status,
    r.location, p_actor, p_reference, p_note, p_metadata, r.created_at);
  IF p_kind = 1 THEN
    INSERT INTO holds VALUES (
      p_wallet, r.sequence, p_business, 0, take, p_requested, 0, 0, p_house, p_location,
      p_reference, p_metadata, r.hold_expires_at, r.created_at, h.charged IS TRUE);
  ELSIF p_kind = 7 AND p_target IS NOT NULL THEN
    PERFORM complete_deposit(p_target, r.sequence, r.created_at);
  ELSIF p_kind = 11 AND p_target IS NOT NULL AND p_amount < 0 THEN
    PERFORM reopen_deposit(p_target, p_wallet, -p_amount);
  ELSIF p_kind <= 5 THEN
    UPDATE holds SET
        amount = h.amount, captured = h.captured, voided = h.voided, status = h.status,
        charged = h.charged
      WHERE wallet = p_wallet AND sequence = p_target;
  END IF;
  RETURN r;
END $$;

-- Of amounts below 2^53 and batches of at most some hundreds: fits. sum() would go by way of numeric.
CREATE OR REPLACE AGGREGATE running_sum(bigint) (SFUNC = int8pl, STYPE = bigint, INITCOND = '0');

CREATE FUNCTION post(
  p_kind smallint[], p_business int[], p_wallet bigint[], p_wallet_id uuid[], p_currency text[],
  p_key uuid[], p_fingerprint bigint[], p_amount bigint[], p_requested bigint[],
  p_flags smallint[], p_target bigint[], p_target_at timestamptz[], p_house bigint[],
  p_location int[], p_actor int[], p_expires_in int[], p_reference text[], p_note text[],
  p_metadata text[], p_looks boolean DEFAULT true
) RETURNS SETOF posted LANGUAGE plpgsql
-- The plan is the same for a batch of one and of hundreds, on an empty book and on a full one:
-- each row by its key. The planner, not knowing the sizes, must not choose otherwise.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
  range_max CONSTANT bigint := 9007199254740991;
  v_now     timestamptz;
  r         posted;
  slow      int[] := '{}';
  limited   boolean := false;
  windows   limit_window[];
  i         int;
  wallets_told   bigint[] := '{}';
  sequences_told bigint[] := '{}';
  -- Whose they all are; null if not the same one's.
  whose int := CASE WHEN p_business[1] = ALL (p_business) THEN nullif(p_business[1], 0) END;
BEGIN
  PERFORM 1 FROM wallets WHERE number = ANY (p_wallet) ORDER BY number FOR NO KEY UPDATE;
  v_now := date_trunc('milliseconds', clock_timestamp());

  IF p_looks THEN
    FOR r IN
      SELECT o.ordinal::int, 1::smallint, j.sequence, NULL::timestamptz, w.id, w.currency,
             NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint,
             w.balance - w.held + w.credit_limit, j.kind, j.fingerprint,
             NULL::int, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::smallint,
             NULL::text, NULL::text, NULL::timestamptz, NULL::timestamptz
      FROM unnest(p_business, p_wallet, p_wallet_id, p_key)
           WITH ORDINALITY AS o(business, wallet, wallet_id, key, ordinal)
      -- Lateral with a limit: looked up row by row, even where the planner takes a table for empty.
      CROSS JOIN LATERAL (
        SELECT sequence, kind, fingerprint FROM journal
        WHERE wallet = o.wallet AND operation_key = o.key LIMIT 1) j
      CROSS JOIN LATERAL (SELECT * FROM wallets WHERE number = o.wallet LIMIT 1) w
      -- Whoever may not know, or is out of order, is answered by post_one().
      WHERE (w.business = o.business OR o.business = 0)
        AND (o.wallet_id IS NULL OR w.id = o.wallet_id)
        AND w.status <> 3
    LOOP
      RETURN NEXT r;
      p_kind[r.ordinal] := 0; -- Nothing is left to do.
    END LOOP;
  END IF;

  FOR r IN
    -- Only what is decided by goes through windows and intermediate results; the rest is taken from
    -- the arrays where it is written.
    WITH asked AS (
      SELECT o.ordinal::int AS ordinal, o.wallet, o.kind, o.flags,
             w.balance, w.held, w.credit_limit, w.version, w.changed_at, w.ctid AS w_row,
             h.amount AS h_amount, h.captured AS h_captured, h.voided AS h_voided,
             h.status AS h_status, h.house AS h_house, h.location AS h_location, h.ctid AS h_row,
             h.requested AS h_requested, h.reference AS h_reference, h.metadata AS h_metadata,
             h.expires_at AS h_expires_at, h.created_at AS h_created_at,
             w.id AS w_id, w.currency AS w_currency,
             o.flags & 24 <> 0 OR h.charged IS TRUE AS limited,
             CASE WHEN o.kind IN (3, 4, 5) AND o.amount = 0
                  THEN h.amount - h.captured - h.voided ELSE o.amount END AS take,
             coalesce(
               w.business = o.business
               AND (o.wallet_id IS NULL OR w.id = o.wallet_id)
               AND (o.currency IS NULL OR w.currency = o.currency)
               AND o.flags & 28 = 0
               AND CASE
                 WHEN o.kind IN (1, 6) THEN w.status = 0
                 WHEN o.kind IN (3, 4, 5) THEN
                   h.status IN (0, 1) AND h.created_at = o.target_at
                   AND (h.expires_at > v_now) = (o.kind <> 5) AND w.status <> 3
                   AND NOT h.charged
                   AND o.amount <= h.amount - h.captured - h.voided
                 WHEN o.kind = 11 THEN w.status = 0 AND (o.target IS NULL OR o.amount > 0)
                 WHEN o.kind IN (7, 8) THEN w.status < 2 AND o.target IS NULL
                 WHEN o.kind IN (9, 10) THEN w.status < 2
                 ELSE false END,
               false) AS plain
      FROM unnest(p_kind, p_business, p_wallet, p_wallet_id, p_currency, p_amount, p_flags,
                  p_target, p_target_at)
           WITH ORDINALITY AS o(
             kind, business, wallet, wallet_id, currency, amount, flags, target, target_at, ordinal)
      LEFT JOIN LATERAL (
        SELECT ctid, * FROM wallets WHERE number = o.wallet LIMIT 1) w ON true
      LEFT JOIN LATERAL (
        SELECT ctid, * FROM holds
        WHERE wallet = o.wallet AND sequence = o.target LIMIT 1) h ON o.kind IN (3, 4, 5)
      WHERE o.kind <> 0
    ), weighed AS (
      SELECT a.*,
             CASE WHEN kind IN (3, 6) THEN -take WHEN kind >= 7 THEN take ELSE 0 END AS d_balance,
             CASE WHEN kind = 1 THEN take
                  WHEN kind = 3 AND flags & 2 = 2 THEN -(h_amount - h_captured - h_voided)
                  WHEN kind IN (3, 4, 5) THEN -take
                  ELSE 0 END AS d_held
      FROM asked a
    ), summed AS (
      SELECT a.*,
             version + row_number() OVER mine AS seq,
             lead(true) OVER mine IS NULL AS last,
             balance + running_sum(d_balance) OVER mine AS balance_after,
             held + running_sum(d_held) OVER mine AS held_after,
             greatest(v_now, changed_at) AS at
      FROM weighed a
      WINDOW mine AS (PARTITION BY wallet ORDER BY ordinal ROWS UNBOUNDED PRECEDING)
    ), judged AS MATERIALIZED (
      -- What is looked at most stands first.
      SELECT wallet, kind, last,
             plain
               AND (d_balance - d_held >= 0 OR balance_after - held_after + credit_limit >= 0)
               AND balance_after + credit_limit <= range_max AS good,
             w_row, seq, ordinal, d_balance, d_held, balance_after, held_after, at,
             balance_after - held_after + credit_limit AS available_after, take,
             h_amount, h_status,
             CASE WHEN kind = 3 THEN h_captured + take ELSE h_captured END AS captured_after,
             CASE WHEN kind = 3 THEN h_voided - d_held - take
                  WHEN kind IN (4, 5) THEN h_voided + take END AS voided_after,
             h_house, h_location, h_row,
             limited, w_id, w_currency,
             h_requested, h_reference, h_metadata, h_expires_at, h_created_at
      FROM summed s
    ), bad AS MATERIALIZED (
      SELECT array_agg(wallet) AS wallets FROM judged WHERE NOT good
    ), decided AS NOT MATERIALIZED (
      SELECT d.*,
             (wallet = ANY ((SELECT wallets FROM bad)::bigint[])) IS NOT TRUE AS fast,
             CASE WHEN kind = 1 THEN 0
                  WHEN captured_after + voided_after = h_amount THEN kind - 1
                  WHEN kind = 3 THEN 1
                  ELSE h_status END::smallint AS status_after
      FROM judged d
    ), written AS (
      INSERT INTO journal
      SELECT wallet, seq, kind, p_key[ordinal], p_fingerprint[ordinal], d_balance, d_held,
             balance_after, held_after, available_after,
             CASE WHEN d_balance < 0 THEN wallet WHEN d_balance > 0 THEN p_house[ordinal] END,
             CASE WHEN d_balance > 0 THEN wallet
                  WHEN d_balance < 0 THEN
                    CASE WHEN kind = 3 THEN h_house ELSE p_house[ordinal] END END,
             CASE WHEN kind = 1 THEN seq ELSE p_target[ordinal] END,
             CASE WHEN kind = 1 THEN take ELSE h_amount END,
             CASE WHEN kind = 1 THEN 0 ELSE captured_after END,
             CASE WHEN kind = 1 THEN 0 ELSE voided_after END,
             CASE WHEN kind <= 5 THEN status_after END,
             CASE WHEN kind IN (3, 4, 5) THEN h_location ELSE p_location[ordinal] END,
             p_actor[ordinal], p_reference[ordinal], p_note[ordinal], p_metadata[ordinal], at
      FROM decided WHERE fast
    ), settled AS (
      UPDATE wallets w SET
          balance = d.balance_after,
          held = d.held_after,
          allowance = greatest(w.credit_limit, least(w.allowance, d.held_after - d.balance_after)),
          version = d.seq,
          changed_at = d.at
      -- Row addresses are safe here: whoever could move the rows waits for our lock.
      FROM decided d WHERE d.fast AND d.last AND w.ctid = d.w_row
    ), opened AS (
      INSERT INTO holds
      SELECT wallet, seq, p_business[ordinal], 0, take, p_requested[ordinal], 0, 0,
             p_house[ordinal], p_location[ordinal], p_reference[ordinal], p_metadata[ordinal],
             v_now + make_interval(secs => p_expires_in[ordinal]), at
      FROM decided WHERE fast AND kind = 1
    ), moved AS (
      UPDATE holds h SET
          captured = d.captured_after, voided = d.voided_after, status = d.status_after
      FROM decided d
      WHERE d.fast AND d.kind IN (3, 4, 5) AND h.ctid = d.h_row
    )
    SELECT ordinal, CASE WHEN fast THEN 0 WHEN limited THEN -2 ELSE -1 END::smallint,
           seq, at, w_id, w_currency,
           d_balance, d_held, balance_after, held_after, available_after,
           NULL::smallint, NULL::bigint,
           CASE WHEN kind IN (3, 4, 5) THEN h_location ELSE p_location[ordinal] END,
           CASE WHEN kind = 1 THEN take ELSE h_amount END,
           CASE WHEN kind = 1 THEN p_requested[ordinal] ELSE h_requested END,
           CASE WHEN kind = 1 THEN 0 ELSE captured_after END,
           CASE WHEN kind = 1 THEN 0 ELSE voided_after END,
           status_after, h_reference, h_metadata,
           CASE WHEN kind = 1 THEN v_now + make_interval(secs => p_expires_in[ordinal])
                ELSE h_expires_at END,
           CASE WHEN kind = 1 THEN at ELSE h_created_at END
    FROM decided
    ORDER BY ordinal
  LOOP
    IF r.status = 0 THEN
      RETURN NEXT r;
      wallets_told := wallets_told || p_wallet[r.ordinal];
      sequences_told := sequences_told || r.sequence;
      IF p_kind[r.ordinal] = 3 THEN
        -- A capture is told twice: the money moved, and the authorization changed.
        wallets_told := wallets_told || p_wallet[r.ordinal];
        sequences_told := sequences_told || -r.sequence;
      END IF;
    ELSE
      slow := slow || r.ordinal;
      limited := limited OR r.status = -2;
    END IF;
  END LOOP;

  IF limited THEN
    windows := lock_limits(
      slow, p_kind, p_business, p_wallet, p_flags, p_target, p_location, v_now);
  END IF;

  FOREACH i IN ARRAY slow LOOP
    r := post_one(
      i, p_kind[i], p_business[i], p_wallet[i], p_wallet_id[i], p_currency[i], p_key[i],
      p_fingerprint[i], p_amount[i], p_requested[i], p_flags[i], p_target[i], p_target_at[i],
      p_house[i], p_location[i], p_actor[i], p_expires_in[i], p_reference[i], p_note[i],
      p_metadata[i], windows);
    RETURN NEXT r;
    IF r.status <> 0 OR p_kind[i] IN (12, 13) THEN
      CONTINUE; -- Nothing that anybody is told.
    ELSIF p_kind[i] = 14 THEN
      -- What came before it in its wallet is told before it.
      PERFORM emit_movements(whose, wallets_told, sequences_told);
      wallets_told := '{}';
      sequences_told := '{}';
      PERFORM emit_wallet(p_wallet[i], 'wallet.updated');
    ELSE
      IF p_kind[i] = 15 THEN -- A move is a refund and, after it, a debit.
        wallets_told := wallets_told || p_wallet[i];
        sequences_told := sequences_told || r.sequence - 1;
      END IF;
      wallets_told := wallets_told || p_wallet[i];
      sequences_told := sequences_told || r.sequence;
      IF p_kind[i] = 3 THEN
        wallets_told := wallets_told || p_wallet[i];
        sequences_told := sequences_told || -r.sequence;
      END IF;
    END IF;
  END LOOP;

  PERFORM emit_movements(whose, wallets_told, sequences_told);
END $$;
