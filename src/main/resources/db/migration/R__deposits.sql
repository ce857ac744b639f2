-- Deposits: made and dropped by requests of their own, completed by the movement that credits them.

-- The id that Ids.movement makes in Java, see R__wallet_id.sql.
CREATE OR REPLACE FUNCTION movement_id(in_at timestamptz, in_wallet bigint, in_sequence bigint)
RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM in_at) * 1000)::bigint), 12, '0')
          || to_hex(7 * 4096 + (in_wallet >> 28))
          || lpad(to_hex((2::bigint << 62) | ((in_wallet & ((1 << 28) - 1)) << 34) | in_sequence),
                  16, '0'))::uuid
$$;

-- A deposit as the API shows it.
CREATE OR REPLACE FUNCTION deposit_document(its deposits) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT row_to_json(d)::text FROM (
    SELECT s.id, w.id AS wallet_id, its.amount, w.currency,
           CASE its.status WHEN 0 THEN 'pending' WHEN 1 THEN 'completed' ELSE 'cancelled' END
             AS status,
           l.id AS location_id, its.reference, its.note,
           movement_id(its.completed_at, its.wallet, its.sequence) AS transaction_id,
           CASE WHEN k.id IS NOT NULL THEN (
             SELECT row_to_json(a) FROM (
               SELECT coalesce(m.id, k.id) AS id, coalesce(m.name, k.name) AS name) a)
           END AS actor,
           api_time(its.created_at) AS created_at,
           api_time(its.completed_at) AS completed_at,
           api_time(its.cancelled_at) AS cancelled_at
    FROM sources s
    JOIN wallets w ON w.number = its.wallet
    LEFT JOIN locations l ON l.number = its.location
    LEFT JOIN api_keys k ON k.number = its.actor
    LEFT JOIN staff m ON m.number = k.staff
    WHERE s.number = its.number) d
$$;

-- Makes a pending deposit. Returns one row: outcome is 0 and "at" is when, or outcome is the code of
-- a refusal, and nothing is made.
CREATE OR REPLACE FUNCTION open_deposit(
  in_business int, in_actor int, in_id uuid, in_wallet bigint, in_wallet_id uuid, in_currency text,
  in_amount bigint, in_location int, in_reference text, in_note text,
  OUT outcome int, OUT at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  w   wallets%ROWTYPE;
  its deposits%ROWTYPE;
BEGIN
  SELECT * INTO w FROM wallets
    WHERE number = in_wallet AND id = in_wallet_id AND business = in_business;
  outcome := CASE WHEN NOT FOUND THEN 10
                  WHEN w.currency <> in_currency THEN 11
                  WHEN w.status = 2 THEN 13
                  ELSE 0 END;
  IF outcome <> 0 THEN
    RETURN;
  END IF;
  at := date_trunc('milliseconds', clock_timestamp());
  WITH source AS (
    INSERT INTO sources (business, kind, id) VALUES (in_business, 'deposit', in_id)
    RETURNING number)
  INSERT INTO deposits (number, business, wallet, amount, location, actor, reference, note,
                        created_at)
    SELECT number, in_business, in_wallet, in_amount, in_location, in_actor, in_reference, in_note,
           at
    FROM source
    RETURNING * INTO its;
  PERFORM emit_event(in_business, 'deposit.created', deposit_document(its));
END $$;

-- Drops a pending deposit, once for a key. One statement that commits by itself: a completion waits
-- for the deposit's row with its whole batch, so nobody may keep it over a network. Outcome is
--   0 cancelled         1 cancelled before, under this key
--   2 not pending       3 the key was used for another request       4 there is none
-- "at" is when it was cancelled.
-- Locks: the key, the deposit's row.
CREATE OR REPLACE FUNCTION cancel_deposit(
  in_business int, in_key uuid, in_fingerprint bigint, in_id uuid,
  OUT outcome smallint, OUT at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  earlier record;
  its     deposits%ROWTYPE;
BEGIN
  SELECT * INTO earlier FROM begin_creation(in_business, in_key);
  SELECT d.* INTO its FROM deposits d JOIN sources s USING (number)
    WHERE s.id = in_id AND d.business = in_business;
  IF NOT FOUND THEN
    outcome := 4;
  ELSIF earlier.fingerprint IS NOT NULL THEN
    outcome := CASE WHEN earlier.fingerprint = in_fingerprint THEN 1 ELSE 3 END;
    at := its.cancelled_at;
  ELSE
    UPDATE deposits SET status = 2,
        cancelled_at = greatest(created_at, date_trunc('milliseconds', clock_timestamp()))
      WHERE number = its.number AND status = 0
      RETURNING * INTO its;
    IF FOUND THEN
      outcome := 0;
      at := its.cancelled_at;
      PERFORM emit_event(in_business, 'deposit.cancelled', deposit_document(its));
      INSERT INTO creations (business, operation_key, fingerprint, status, body)
        VALUES (in_business, in_key, in_fingerprint, 200, '{}');
    ELSE
      outcome := 2;
    END IF;
  END IF;
END $$;

-- The rest is called by post_one(), under the lock of the wallet's row.

-- Whether this deposit is pending, which it stays until the end of the transaction unless that
-- completes it.
CREATE OR REPLACE FUNCTION deposit_pending(in_number bigint, in_wallet bigint, in_amount bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM deposits
    WHERE number = in_number AND wallet = in_wallet AND amount = in_amount AND status = 0
    FOR NO KEY UPDATE;
  RETURN FOUND;
END $$;

-- The deposit was credited by this change of its wallet.
CREATE OR REPLACE FUNCTION complete_deposit(in_number bigint, in_sequence bigint, in_at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  its deposits%ROWTYPE;
BEGIN
  UPDATE deposits SET status = 1, sequence = in_sequence, completed_at = in_at
    WHERE number = in_number RETURNING * INTO STRICT its;
  PERFORM emit_event(its.business, 'deposit.completed', deposit_document(its));
END $$;

-- The credit of a deposit was taken back, so that it can be completed again, or cancelled. Does
-- nothing if the source is no deposit.
CREATE OR REPLACE FUNCTION reopen_deposit(in_number bigint, in_wallet bigint, in_amount bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  its deposits%ROWTYPE;
BEGIN
  UPDATE deposits SET status = 0, sequence = NULL, completed_at = NULL
    WHERE number = in_number AND wallet = in_wallet AND amount = in_amount AND status = 1
    RETURNING * INTO its;
  IF FOUND THEN
    PERFORM emit_event(its.business, 'deposit.reopened', deposit_document(its));
  END IF;
END $$;
