-- Authorizations as changes left them, for the answers of repeated requests and for the feed.
-- Parameters: $1 wallets, $2 sequences of the changes.
-- Returns: at most one authorization for each, as authorization.sql does, with the wallet of that
-- moment, and the place among them, from 1.
-- Locks: none.
SELECT w.id, w.number, h.sequence, j.hold_status, j.hold_amount, h.requested, j.hold_captured,
       j.hold_voided, w.currency, h.location, h.reference, h.metadata, h.expires_at, h.created_at,
       j.balance_after, j.held_after, j.available_after, asked.place
FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS asked(wallet, sequence, place)
-- Lateral with a limit: found by key, even where the planner takes a table for empty.
CROSS JOIN LATERAL (
  SELECT * FROM journal WHERE wallet = asked.wallet AND sequence = asked.sequence LIMIT 1) j
CROSS JOIN LATERAL (SELECT * FROM wallets WHERE number = asked.wallet LIMIT 1) w
CROSS JOIN LATERAL (
  SELECT * FROM holds WHERE wallet = j.wallet AND sequence = j.target LIMIT 1) h
