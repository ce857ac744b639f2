-- The auditor's walks: each call proves the next few places, records what is wrong with them and
-- sets such wallets aside. Every comparison is one statement, and so sees one moment of the book:
-- a book that is being written to is judged as it was.
--
--   audit_wallets(count)  the next wallets: row, newest journal row and open holds agree
--   audit_journal(count)  the next journal rows: each follows from the one before it, and names
--                         both accounts
-- Both return how many were checked and how many of them are newly found wrong; nothing (-1) where
-- another instance is walking just now.
-- Locks: an advisory lock for the walk; the rows of wallets that are set aside.

-- Returns 1, or 0 if the wallet was set aside before.
CREATE OR REPLACE FUNCTION audit_set_aside(
  in_part text, in_wallet bigint, in_kind text, in_detail text
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  its_status   smallint;
  its_business int;
BEGIN
  SELECT status, business INTO its_status, its_business
    FROM wallets WHERE number = in_wallet FOR NO KEY UPDATE;
  IF its_status = 3 THEN
    RETURN 0; -- Known already.
  END IF;
  INSERT INTO audit_findings (business, wallet, part, kind, detail, repaired)
    VALUES (coalesce(its_business, 0), in_wallet, in_part, in_kind, in_detail, false);
  IF its_status IS NOT NULL THEN
    INSERT INTO quarantine (wallet, status) VALUES (in_wallet, its_status) ON CONFLICT DO NOTHING;
    UPDATE wallets SET status = 3 WHERE number = in_wallet;
    PERFORM emit_wallet(in_wallet, 'wallet.updated');
  END IF;
  RETURN 1;
END $$;

CREATE OR REPLACE FUNCTION audit_proceed(
  in_part text, in_count int, in_checked int, in_wallet bigint, in_sequence bigint
) RETURNS void LANGUAGE sql AS $$
  UPDATE audit_walks SET
      wallet = CASE WHEN ended THEN 0 ELSE in_wallet END,
      sequence = CASE WHEN ended THEN 0 ELSE in_sequence END,
      checked = CASE WHEN ended THEN 0 ELSE checked + in_checked END,
      started_at = CASE WHEN ended THEN NULL ELSE coalesce(started_at, clock_timestamp()) END,
      proven_at = CASE WHEN ended THEN date_trunc('milliseconds', clock_timestamp())
                       ELSE proven_at END,
      proven_checked = CASE WHEN ended THEN checked + in_checked ELSE proven_checked END
    FROM (SELECT in_checked < in_count AS ended) AS e
    WHERE part = in_part;
$$;

CREATE OR REPLACE FUNCTION audit_wallets(in_count int, OUT checked int, OUT wrong int)
LANGUAGE plpgsql AS $$
DECLARE
  place bigint;
  bad   record;
BEGIN
  checked := -1;
  wrong := 0;
  IF NOT pg_try_advisory_xact_lock(hashtext('holdfast audit of wallets')) THEN
    RETURN;
  END IF;
  SELECT wallet INTO place FROM audit_walks WHERE part = 'wallets';
  checked := 0;
  FOR bad IN
    SELECT w.number,
           CASE WHEN j.sequence IS DISTINCT FROM w.version THEN 'version'
                WHEN j.balance_after <> w.balance THEN 'balance'
                WHEN j.held_after <> w.held THEN 'held'
                WHEN h.held <> w.held THEN 'holds' END AS kind,
           format('row: version %s, balance %s, held %s; journal: %s, %s, %s; open holds: %s',
                  w.version, w.balance, w.held, j.sequence, j.balance_after, j.held_after,
                  h.held) AS detail
    FROM (SELECT * FROM wallets WHERE number > place ORDER BY number LIMIT in_count) AS w
    LEFT JOIN LATERAL (
      SELECT * FROM journal WHERE wallet = w.number ORDER BY sequence DESC LIMIT 1) AS j ON true
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(amount - captured - voided), 0) AS held
      FROM holds WHERE wallet = w.number AND status IN (0, 1)) AS h ON true
    ORDER BY w.number
  LOOP
    checked := checked + 1;
    place := bad.number;
    IF bad.kind IS NOT NULL THEN
      wrong := wrong + audit_set_aside('wallets', bad.number, bad.kind, bad.detail);
    END IF;
  END LOOP;
  PERFORM audit_proceed('wallets', in_count, checked, place, 0);
END $$;

CREATE OR REPLACE FUNCTION audit_journal(in_count int, OUT checked int, OUT wrong int)
LANGUAGE plpgsql AS $$
DECLARE
  at_wallet   bigint;
  at_sequence bigint;
  bad         record;
BEGIN
  checked := -1;
  wrong := 0;
  IF NOT pg_try_advisory_xact_lock(hashtext('holdfast audit of the journal')) THEN
    RETURN;
  END IF;
  SELECT wallet, sequence INTO at_wallet, at_sequence FROM audit_walks WHERE part = 'journal';
  checked := 0;
  FOR bad IN
    -- From the last proven row on, which is there once more as the first one's predecessor.
    SELECT wallet, sequence,
           CASE WHEN wallet = at_wallet AND sequence = at_sequence THEN NULL
                WHEN sequence <> coalesce(before_sequence, 0) + 1 THEN 'gap'
                WHEN balance_after <> coalesce(before_balance, 0) + amount THEN 'balance'
                WHEN held_after <> coalesce(before_held, 0) + held_change THEN 'held'
                WHEN amount < 0 AND (debit_account <> wallet OR house IS NULL) THEN 'sides'
                WHEN amount > 0 AND (credit_account <> wallet OR house IS NULL) THEN 'sides'
                WHEN amount = 0 AND (debit_account IS NOT NULL OR credit_account IS NOT NULL)
                  THEN 'sides' END AS kind
    FROM (
      SELECT j.*, h.number AS house,
             lag(j.sequence) OVER mine AS before_sequence,
             lag(j.balance_after) OVER mine AS before_balance,
             lag(j.held_after) OVER mine AS before_held
      FROM (SELECT * FROM journal
            WHERE (wallet, sequence) >= (at_wallet, at_sequence)
            ORDER BY wallet, sequence LIMIT in_count) AS j
      LEFT JOIN LATERAL (
        SELECT number FROM house_accounts
        WHERE number = CASE WHEN j.amount < 0 THEN j.credit_account
                            WHEN j.amount > 0 THEN j.debit_account END) AS h ON true
      WINDOW mine AS (PARTITION BY j.wallet ORDER BY j.sequence)) AS chained
    ORDER BY wallet, sequence
  LOOP
    checked := checked + 1;
    at_wallet := bad.wallet;
    at_sequence := bad.sequence;
    IF bad.kind IS NOT NULL THEN
      wrong := wrong + audit_set_aside(
        'journal', bad.wallet, bad.kind,
        format('journal row %s does not follow from the one before', bad.sequence));
    END IF;
  END LOOP;
  PERFORM audit_proceed('journal', in_count, checked, at_wallet, at_sequence);
END $$;
