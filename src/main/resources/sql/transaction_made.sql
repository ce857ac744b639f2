-- Movements by their places in their wallets, for the answers of repeated requests and for the feed.
-- Parameters: $1 wallets, $2 sequences.
-- Returns: at most one transaction for each, as transaction.sql does, and the place among them, from 1.
-- Locks: none.
SELECT w.id, w.number, w.currency, j.sequence, j.kind, j.amount, j.location, j.reference, j.note,
       j.target, h.created_at AS held_at, o.created_at AS original_at, j.metadata, j.actor,
       j.created_at, j.balance_after, j.held_after, j.available_after, s.number, s.kind, s.id, s.name,
       asked.place
FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS asked(wallet, sequence, place)
-- Lateral with a limit: found by key, even where the planner takes a table for empty.
CROSS JOIN LATERAL (
  SELECT * FROM journal WHERE wallet = asked.wallet AND sequence = asked.sequence LIMIT 1) j
CROSS JOIN LATERAL (SELECT * FROM wallets WHERE number = asked.wallet LIMIT 1) w
-- The conditions inside, so that nothing is looked up for the other kinds.
LEFT JOIN LATERAL (
  SELECT created_at FROM holds
  WHERE j.kind = 3 AND wallet = j.wallet AND sequence = j.target LIMIT 1) h ON true
LEFT JOIN LATERAL (
  SELECT created_at FROM journal
  WHERE j.kind = 8 AND wallet = j.wallet AND sequence = j.target LIMIT 1) o ON true
LEFT JOIN LATERAL (
  SELECT * FROM sources WHERE j.kind IN (7, 9, 10, 11) AND number = j.target LIMIT 1) s ON true
