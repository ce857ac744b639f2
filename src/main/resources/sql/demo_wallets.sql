-- The demo's clients and wallets, with the journal rows that made them what they are: terms (kind
-- 14), a deposit (7) where there is a balance, terms again where a wallet was frozen (status 1).
-- Parameters: $1 business, $2 moment; by wallet: $3 numbers, $4 ids, $5 buckets, $6 locations,
-- $7 clients' references, $8 their names, $9 currencies, $10 amounts, $11 credit limits, $12
-- whether frozen.
-- Returns: nothing.
-- Locks: the clients' places, and those of house accounts that are made.
WITH demo AS MATERIALIZED (
  SELECT *, (amount > 0)::int AS deposits, frozen::int AS freezes
  FROM unnest($3::bigint[], $4::uuid[], $5::smallint[], $6::int[], $7::text[], $8::text[],
              $9::text[], $10::bigint[], $11::bigint[], $12::boolean[])
    AS d (number, id, bucket, location, reference, name, currency, amount, credit_limit, frozen)
), new_clients AS (
  INSERT INTO clients (business, reference, name)
  SELECT $1, reference, name FROM demo ORDER BY number
  RETURNING number, reference
), new_wallets AS (
  INSERT INTO wallets (number, id, business, client, currency, balance, credit_limit, allowance,
                       status, version, changed_at, created_at)
  SELECT d.number, d.id, $1, c.number, d.currency, d.amount, d.credit_limit, d.credit_limit,
         d.freezes, 1 + d.deposits + d.freezes, $2, $2
  FROM demo d
  JOIN new_clients c USING (reference)
), changes AS (
  SELECT number, 1 AS sequence, 14 AS kind, 0 AS amount, 0 AS balance, credit_limit AS available,
         NULL::bigint AS debit_account, 0 AS location, NULL AS note
  FROM demo
  UNION ALL
  SELECT number, 2, 7, amount, amount, amount + credit_limit,
         house_account($1, location, bucket, currency, 'cash_clearing'), location, 'Demo deposit'
  FROM demo WHERE amount > 0
  UNION ALL
  SELECT number, 2 + deposits, 14, 0, amount, amount + credit_limit, NULL, 0, NULL
  FROM demo WHERE frozen
)
INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount, held_change,
                     balance_after, held_after, available_after, debit_account, credit_account,
                     location, note, created_at)
SELECT number, sequence, kind, md5('demo ' || sequence)::uuid, 0, amount, 0, balance, 0, available,
       debit_account, CASE WHEN amount > 0 THEN number END, location, note, $2
FROM changes
ORDER BY number, sequence
