-- Authorizations as changes left them, by the places of the changes in their wallets.
-- Parameters: $1 wallets, $2 sequences of the changes.
-- Returns: authorizations, as authorization.sql does, each with its place in the parameters from 1.
-- Locks: none.
SELECT w.id, w.number, h.sequence, j.hold_status, j.hold_amount, h.requested, j.hold_captured,
       j.hold_voided, w.currency, h.location, h.reference, h.metadata, h.expires_at, h.created_at,
       j.balance_after, j.held_after, j.available_after, asked.place
FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS asked (wallet, sequence, place)
-- Lateral with a limit: found by key, whatever the planner takes the sizes for.
CROSS JOIN LATERAL (
  SELECT * FROM journal WHERE wallet = asked.wallet AND sequence = asked.sequence LIMIT 1) j
CROSS JOIN LATERAL (SELECT * FROM wallets WHERE number = asked.wallet LIMIT 1) w
CROSS JOIN LATERAL (
  SELECT * FROM holds WHERE wallet = j.wallet AND sequence = j.target LIMIT 1) h
