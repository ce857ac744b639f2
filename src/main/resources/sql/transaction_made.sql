-- A movement by its place in its wallet, for the answer of a repeated request.
-- Parameters: $1 wallet, $2 sequence.
-- Returns: at most one transaction, as transaction.sql does.
-- Locks: none.
SELECT w.id, w.number, w.currency, j.sequence, j.kind, j.amount, j.location, j.reference, j.note,
       j.target, h.created_at AS held_at, o.created_at AS original_at, j.metadata, j.actor,
       j.created_at, j.balance_after, j.held_after, j.available_after, s.number, s.kind, s.id, s.name
FROM journal j
JOIN wallets w ON w.number = j.wallet
LEFT JOIN holds h ON j.kind = 3 AND h.wallet = j.wallet AND h.sequence = j.target
LEFT JOIN journal o ON j.kind = 8 AND o.wallet = j.wallet AND o.sequence = j.target
LEFT JOIN sources s ON j.kind IN (7, 9, 10, 11) AND s.number = j.target
WHERE j.wallet = $1 AND j.sequence = $2
