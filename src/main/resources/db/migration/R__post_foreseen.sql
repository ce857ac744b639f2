-- Posting what was foreseen: operations that the committing process has decided itself, from what it
-- remembers of their wallets, and that only have to be written.
--
--   post_foreseen(arrays)  the batch. Arrays named in_wallet_... have one element a wallet, in
--                          ascending order of their numbers: what is remembered of it, and what the
--                          batch makes of it. All others have one an operation, in the order in
--                          which they were decided; null stands for an array that is all empty.
--
-- Whether the memory was right is looked at here, under the lock of each wallet's row, and nothing is
-- believed: a wallet that has another version, balance, held or credit limit than was thought, is
-- not active, or is of a time that this server's clock has not reached, keeps what it has. It comes
-- back in "stale", nothing of its operations was written, and they are to be posted by post(), which
-- decides them anew. Constraints are the same as for post(): a key that is taken ("journal_key_once")
-- fails the statement, and nothing has happened.
--
-- What may be foreseen is what post() would apply together: debits, credits, adjustments and
-- authorizations that are covered and touch no limit, and captures and voids of authorizations of
-- which all is remembered. Each change of an authorization is also one of its wallet's version, so that
-- only its time being over should be news. What is taken from it is compared all the same; anything
-- that is otherwise fails the statement (serialization_failure).
--
-- Kinds, columns and what is told are those of R__posting.sql. The moment is taken before the locks,
-- since it is compared under them: where one is waited for, a row is older by that than its commit.
--
-- Locks: the rows of all wallets of the batch, in ascending order of their numbers; then those of
-- their authorizations. Held until the commit.
CREATE OR REPLACE FUNCTION post_foreseen(
  in_wallet_number bigint[], in_wallet_version bigint[], in_wallet_balance bigint[],
  in_wallet_held bigint[], in_wallet_credit_limit bigint[], in_wallet_version_after bigint[],
  in_wallet_balance_after bigint[], in_wallet_held_after bigint[],
  in_business int, -- whose all of them are, or null
  in_wallet bigint[], in_sequence bigint[], in_kind smallint[], in_key uuid[],
  in_fingerprint bigint[], in_amount bigint[], in_held_change bigint[], in_balance_after bigint[],
  in_held_after bigint[], in_available_after bigint[], in_house bigint[], in_target bigint[],
  in_location int[], in_actor int[], in_reference text[], in_note text[], in_metadata text[],
  -- Authorizations after the operation.
  in_hold_amount bigint[], in_hold_captured bigint[], in_hold_voided bigint[],
  in_hold_status smallint[],
  -- Places of those that are made, from 1, and what they are made with.
  in_opened int[], in_opened_business int[], in_opened_requested bigint[],
  in_opened_expires_in int[],
  in_moved int[], -- places of captures and voids
  -- What is told of, if it is more than the operations: the journal's rows, see the table feed.
  in_told_wallet bigint[], in_told_sequence bigint[],
  OUT posted_at timestamptz, OUT stale bigint[]
) LANGUAGE plpgsql VOLATILE
-- As for post(): each row by its key, whatever the planner thinks of the sizes.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS $$
DECLARE
  changed int;
BEGIN
  posted_at := date_trunc('milliseconds', clock_timestamp());

  UPDATE wallets w SET
      balance = known.balance_after,
      held = known.held_after,
      allowance = greatest(
        w.credit_limit, least(w.allowance, known.held_after - known.balance_after)),
      version = known.version_after,
      changed_at = posted_at
    FROM unnest(
      in_wallet_number, in_wallet_version, in_wallet_balance, in_wallet_held,
      in_wallet_credit_limit, in_wallet_version_after, in_wallet_balance_after,
      in_wallet_held_after
    ) AS known (
      number, version, balance, held, credit_limit, version_after, balance_after, held_after)
    WHERE w.number = known.number AND w.version = known.version AND w.balance = known.balance
      AND w.held = known.held AND w.credit_limit = known.credit_limit AND w.status = 0
      AND w.changed_at <= posted_at;
  GET DIAGNOSTICS changed = ROW_COUNT;
  IF changed < cardinality(in_wallet_number) THEN
    -- A row that was changed just now is of this very transaction.
    stale := ARRAY(
      SELECT number FROM unnest(in_wallet_number) AS known (number)
      WHERE NOT EXISTS (
        SELECT FROM wallets w
        WHERE w.number = known.number AND w.xmin = pg_current_xact_id()::xid));
    -- But numbers of transactions come round, and a row may be as old as that.
    IF cardinality(in_wallet_number) - cardinality(stale) <> changed THEN
      RAISE EXCEPTION 'which wallets are as they were remembered cannot be told'
        USING ERRCODE = 'serialization_failure';
    END IF;
    in_moved := ARRAY(
      SELECT place FROM unnest(in_moved) AS m (place) WHERE in_wallet[place] <> ALL (stale));
    SELECT coalesce(array_agg(wallet ORDER BY place), '{}'),
           coalesce(array_agg(sequence ORDER BY place), '{}')
      INTO in_told_wallet, in_told_sequence
      FROM unnest(coalesce(in_told_wallet, in_wallet), coalesce(in_told_sequence, in_sequence))
        WITH ORDINALITY AS told (wallet, sequence, place)
      WHERE wallet <> ALL (stale);
  END IF;

  INSERT INTO journal (
      wallet, sequence, kind, operation_key, fingerprint, amount, held_change, balance_after,
      held_after, available_after, debit_account, credit_account, target, hold_amount,
      hold_captured, hold_voided, hold_status, location, actor, reference, note, metadata,
      created_at)
    SELECT wallet, sequence, kind, key, fingerprint, amount, held_change, balance_after,
           held_after, available_after,
           CASE WHEN amount < 0 THEN wallet WHEN amount > 0 THEN house END,
           CASE WHEN amount > 0 THEN wallet WHEN amount < 0 THEN house END,
           target, hold_amount, hold_captured, hold_voided, hold_status, location, actor,
           reference, note, metadata, posted_at
      FROM unnest(
        in_wallet, in_sequence, in_kind, in_key, in_fingerprint, in_amount, in_held_change,
        in_balance_after, in_held_after, in_available_after, in_house, in_target, in_hold_amount,
        in_hold_captured, in_hold_voided, in_hold_status, in_location, in_actor, in_reference,
        in_note, in_metadata
      ) AS o (
        wallet, sequence, kind, key, fingerprint, amount, held_change, balance_after, held_after,
        available_after, house, target, hold_amount, hold_captured, hold_voided, hold_status,
        location, actor, reference, note, metadata)
      WHERE stale IS NULL OR wallet <> ALL (stale);

  IF in_opened IS NOT NULL THEN
    INSERT INTO holds (
        wallet, sequence, business, status, amount, requested, captured, voided, house, location,
        reference, metadata, expires_at, created_at)
      SELECT in_wallet[place], in_sequence[place], o.business, 0, in_hold_amount[place],
             o.requested, 0, 0, in_house[place], in_location[place], in_reference[place],
             in_metadata[place], posted_at + make_interval(secs => o.expires_in),
             posted_at
        FROM unnest(in_opened, in_opened_business, in_opened_requested, in_opened_expires_in)
          AS o (place, business, requested, expires_in)
        WHERE stale IS NULL OR in_wallet[place] <> ALL (stale);
  END IF;

  IF in_moved IS NOT NULL THEN
    UPDATE holds h SET
        captured = in_hold_captured[place],
        voided = in_hold_voided[place],
        status = in_hold_status[place]
      FROM unnest(in_moved) AS m (place)
      WHERE h.wallet = in_wallet[place] AND h.sequence = in_target[place]
        AND h.amount = in_hold_amount[place]
        AND h.captured = in_hold_captured[place] + in_amount[place]
        AND h.voided = in_hold_voided[place] + in_held_change[place] - in_amount[place]
        AND NOT h.charged AND h.expires_at > posted_at
        -- That it is open. By its status, the index of what expires would be thought to be shorter.
        AND h.captured + h.voided < h.amount;
    GET DIAGNOSTICS changed = ROW_COUNT;
    IF changed < cardinality(in_moved) THEN
      RAISE EXCEPTION 'an authorization is over, or not as it was remembered'
        USING ERRCODE = 'serialization_failure';
    END IF;
  END IF;

  PERFORM emit_movements(
    in_business, coalesce(in_told_wallet, in_wallet), coalesce(in_told_sequence, in_sequence));
END $$;
