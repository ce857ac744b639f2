-- What every statement that changes something beside the journal calls in its own commit.

-- Adds to the trail of changes. Documents are JSON without secrets.
CREATE OR REPLACE FUNCTION record_change(
  in_business int, in_actor int, in_action text, in_subject uuid, in_before text, in_after text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO changes (business, actor, action, subject, before, after)
    VALUES (in_business, in_actor, in_action, in_subject, in_before, in_after);
$$;

-- Tells who listens, once this commits. To be called under the lock of what changed, so that events
-- about one thing keep their order. Data is the JSON document of the thing as the API shows it.
CREATE OR REPLACE FUNCTION emit_event(in_business int, in_type text, in_data text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_current_xact_id(); -- Before a number is drawn; see R__feed.sql.
  INSERT INTO outbox (business, type, data) VALUES (in_business, in_type, in_data);
$$;

-- Tells what a batch did to wallets: their numbers and the sequences of its journal rows, in order,
-- as the table feed describes them; in_business where all are of the same, or null. To be called under
-- the locks of these wallets.
DROP FUNCTION IF EXISTS emit_movements(bigint[], bigint[]);
CREATE OR REPLACE FUNCTION emit_movements(
  in_business int, in_wallets bigint[], in_sequences bigint[])
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF in_wallets = '{}' THEN
    RETURN; -- A row without events would take no position in the feed.
  ELSIF in_business IS NOT NULL THEN
    INSERT INTO outbox (business, wallets, sequences)
    VALUES (in_business, in_wallets, in_sequences);
    RETURN;
  END IF;
  INSERT INTO outbox (business, wallets, sequences)
  SELECT w.business, array_agg(u.wallet ORDER BY u.place), array_agg(u.sequence ORDER BY u.place)
  FROM unnest(in_wallets, in_sequences) WITH ORDINALITY AS u (wallet, sequence, place)
  CROSS JOIN LATERAL (SELECT business FROM wallets WHERE number = u.wallet LIMIT 1) AS w
  GROUP BY w.business;
END $$;

-- A moment as the API shows it.
CREATE OR REPLACE FUNCTION api_time(in_moment timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT to_char(in_moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Tells what became of a wallet that was opened, whose terms, client's name or standing changed: the
-- document of the wallet as the API shows it now. To be called under the lock of the wallet's row.
CREATE OR REPLACE FUNCTION emit_wallet(in_wallet bigint, in_type text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT emit_event(doc.business, in_type, row_to_json(shown)::text)
    FROM (
      SELECT w.*, c.reference, c.name
      FROM wallets w JOIN clients c ON c.number = w.client WHERE w.number = in_wallet) AS doc
    CROSS JOIN LATERAL (
      SELECT doc.id,
             (SELECT row_to_json(n) FROM (SELECT doc.reference, doc.name) AS n) AS client,
             doc.currency, doc.balance, doc.held,
             doc.balance - doc.held + doc.credit_limit AS available, doc.credit_limit,
             CASE doc.status WHEN 0 THEN 'active' WHEN 2 THEN 'closed' ELSE 'frozen' END AS status,
             doc.version, api_time(doc.created_at) AS created_at) AS shown;
$$;

-- Tells that the client of these wallets has another name, but for one wallet that is told of
-- otherwise. To be called under the lock of the client's row. Locks: the wallets, in ascending order.
CREATE OR REPLACE FUNCTION emit_renamed(in_client bigint, in_but bigint)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  its_wallet bigint;
BEGIN
  PERFORM 1 FROM wallets WHERE client = in_client AND number <> in_but
    ORDER BY number FOR NO KEY UPDATE;
  FOR its_wallet IN
    SELECT number FROM wallets WHERE client = in_client AND number <> in_but ORDER BY number
  LOOP
    PERFORM emit_wallet(its_wallet, 'wallet.updated');
  END LOOP;
END $$;

-- Gives the client of a wallet another name, and tells of it. Whether there was such a wallet.
-- Locks, in this order: the client's row, its wallets in ascending order.
CREATE OR REPLACE FUNCTION rename_client(
  in_wallet bigint, in_wallet_id uuid, in_business int, in_name text)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  its_client bigint;
  its_name   text;
BEGIN
  SELECT c.number, c.name INTO its_client, its_name
    FROM wallets w JOIN clients c ON c.number = w.client
    WHERE w.number = in_wallet AND w.id = in_wallet_id AND w.business = in_business
    FOR NO KEY UPDATE OF c;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF in_name IS DISTINCT FROM its_name THEN
    UPDATE clients SET name = in_name WHERE number = its_client;
    PERFORM emit_renamed(its_client, 0);
  END IF;
  RETURN true;
END $$;
