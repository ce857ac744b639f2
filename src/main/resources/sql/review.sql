-- Wallets as decisions see them, and whether a key is taken in each.
-- Parameters: $1 wallets, $2 keys.
-- Returns: at most one row for each, with the place among them, from 1; the three columns before it
-- are null where the key is free.
-- Locks: none.
SELECT w.business, w.id, w.currency, w.balance, w.held, w.credit_limit, w.status, w.version,
       j.kind, j.fingerprint, j.sequence, asked.place
FROM unnest($1::bigint[], $2::uuid[]) WITH ORDINALITY AS asked(wallet, key, place)
-- Lateral with a limit: found by key, even where the planner takes a table for empty.
CROSS JOIN LATERAL (SELECT * FROM wallets WHERE number = asked.wallet LIMIT 1) w
LEFT JOIN LATERAL (
  SELECT * FROM journal WHERE wallet = asked.wallet AND operation_key = asked.key LIMIT 1) j ON true
