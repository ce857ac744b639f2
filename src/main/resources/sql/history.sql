-- Movements of a wallet, newest first.
-- Parameters: $1 number, $2 id, $3 business, $4 only those below this sequence, $5 how many.
-- Returns: no row if there is no such wallet; one row with no sequence if there is no movement;
-- else transactions, whose columns are the same in all statements that give one.
-- Locks: none.
SELECT w.id, w.number, w.currency, j.sequence, j.kind, j.amount, j.location, j.reference, j.note,
       j.target, h.created_at AS held_at, o.created_at AS original_at, j.metadata, j.actor,
       j.created_at, j.balance_after, j.held_after, j.available_after, s.number, s.kind, s.id, s.name
FROM wallets w
LEFT JOIN LATERAL movements_below(w.number, $4, $5) j ON true
-- The conditions inside, so that nothing is looked up for the other kinds.
LEFT JOIN LATERAL (
  SELECT created_at FROM holds
  WHERE j.kind = 3 AND wallet = j.wallet AND sequence = j.target LIMIT 1) h ON true
LEFT JOIN LATERAL (
  SELECT created_at FROM journal
  WHERE j.kind = 8 AND wallet = j.wallet AND sequence = j.target LIMIT 1) o ON true
LEFT JOIN LATERAL (
  SELECT * FROM sources WHERE j.kind IN (7, 9, 10, 11) AND number = j.target LIMIT 1) s ON true
WHERE w.number = $1 AND w.id = $2 AND w.business = $3
ORDER BY j.sequence DESC
