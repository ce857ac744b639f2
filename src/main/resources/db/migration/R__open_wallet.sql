-- Opens a wallet with its first journal row, and makes or renames its client, at most once for a
-- key. Returns one row; outcome is
--   0 opened           id to created_at are the wallet's
--   1 opened before    under this key, by the same request: the wallet as it was then
--   2 exists           id is that of the wallet that the client has in this currency
--   3 key reused       by another request
-- Nothing is changed but by 0. Locks, in this order: the key, the client's row, the wallet's place,
-- the client's other wallets if it is renamed.
CREATE OR REPLACE FUNCTION open_wallet(
  in_business int, in_key uuid, in_fingerprint bigint, in_actor int,
  in_reference text, in_name text, in_currency text, in_credit_limit bigint)
RETURNS TABLE (
  outcome smallint, id uuid, number bigint, client_name text, credit_limit bigint,
  created_at timestamptz)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  earlier    creations%ROWTYPE;
  its_client clients%ROWTYPE;
  its_number bigint;
  its_id     uuid;
  moment     timestamptz;
BEGIN
  -- A copy of this request waits here until the first one is committed, and then sees it.
  PERFORM pg_advisory_xact_lock(hashtextextended(in_key::text, in_business));
  SELECT * INTO earlier FROM creations WHERE business = in_business AND operation_key = in_key;
  IF FOUND AND earlier.fingerprint <> in_fingerprint THEN
    RETURN QUERY SELECT 3::smallint, NULL::uuid, NULL::bigint, NULL, NULL::bigint,
      NULL::timestamptz;
    RETURN;
  ELSIF FOUND THEN
    RETURN QUERY SELECT 1::smallint, w.id, w.number, earlier.body::json ->> 'client_name',
        (earlier.body::json ->> 'credit_limit')::bigint, w.created_at
      FROM wallets w WHERE w.number = (earlier.body::json ->> 'number')::bigint;
    RETURN;
  END IF;

  INSERT INTO clients (business, reference, name) VALUES (in_business, in_reference, in_name)
    ON CONFLICT DO NOTHING;
  -- Locked, so that its name is not changed between here and the answer.
  SELECT * INTO its_client FROM clients
    WHERE business = in_business AND reference = in_reference FOR NO KEY UPDATE;

  its_number := nextval('account_numbers');
  moment := date_trunc('milliseconds', clock_timestamp());
  its_id := wallet_id(its_number, moment);
  INSERT INTO wallets (number, id, business, client, currency, credit_limit, allowance, version,
                       changed_at, created_at)
    VALUES (its_number, its_id, in_business, its_client.number, in_currency, in_credit_limit,
            in_credit_limit, 1, moment, moment)
    ON CONFLICT (client, currency) DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 2::smallint, w.id, w.number, its_client.name, w.credit_limit, w.created_at
      FROM wallets w WHERE w.client = its_client.number AND w.currency = in_currency;
    RETURN;
  END IF;
  IF in_name IS DISTINCT FROM its_client.name AND in_name IS NOT NULL THEN
    UPDATE clients SET name = in_name WHERE number = its_client.number;
    its_client.name := in_name;
    PERFORM emit_renamed(its_client.number, its_number);
  END IF;

  -- Kind 14: terms. With it, version is the number of journal rows from the start.
  INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount, held_change,
                       balance_after, held_after, available_after, actor, created_at)
    -- Under a key of its own: the request named no wallet, so its key is still free in this one.
    VALUES (its_number, 1, 14, gen_random_uuid(), in_fingerprint, 0, 0, 0, 0, in_credit_limit,
            in_actor, moment);
  INSERT INTO creations (business, operation_key, fingerprint, status, body)
    VALUES (in_business, in_key, in_fingerprint, 201, json_build_object(
      'number', its_number, 'client_name', its_client.name, 'credit_limit', in_credit_limit));
  PERFORM emit_wallet(its_number, 'wallet.created');
  RETURN QUERY SELECT 0::smallint, its_id, its_number, its_client.name, in_credit_limit, moment;
END $$;
