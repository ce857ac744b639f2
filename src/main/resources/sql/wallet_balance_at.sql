-- A wallet's money at a moment.
-- Parameters: $1 number, $2 id, $3 business, $4 moment.
-- Returns: at most one row: balance, held, available.
-- Locks: none.
SELECT b.balance, b.held, b.available
FROM wallets w
CROSS JOIN LATERAL balance_at(w.number, $4) b
WHERE w.number = $1 AND w.id = $2 AND w.business = $3
