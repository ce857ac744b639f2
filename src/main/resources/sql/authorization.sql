-- Authorizations by id, with their wallets as they are.
-- Parameters: $1 wallets, $2 sequences, $3 businesses, $4 when they were made.
-- Returns: at most one row for each, with the place among them, from 1; the columns of an
-- authorization before it are the same in all statements that give one.
-- Locks: none.
SELECT w.id, h.wallet, h.sequence, h.status, h.amount, h.requested, h.captured, h.voided,
       w.currency, h.location, h.reference, h.metadata, h.expires_at, h.created_at, w.balance,
       w.held, w.balance - w.held + w.credit_limit AS available, asked.place
FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::timestamptz[])
     WITH ORDINALITY AS asked(wallet, sequence, business, made_at, place)
-- Lateral with a limit: found by key, even where the planner takes a table for empty.
CROSS JOIN LATERAL (
  SELECT * FROM holds WHERE wallet = asked.wallet AND sequence = asked.sequence LIMIT 1) h
CROSS JOIN LATERAL (SELECT * FROM wallets WHERE number = asked.wallet LIMIT 1) w
WHERE h.business = asked.business AND h.created_at = asked.made_at
