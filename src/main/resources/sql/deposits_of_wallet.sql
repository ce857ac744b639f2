-- Deposits of a wallet, newest first.
-- Parameters: $1 business; $2 only those below this number; $3 how many; $4 status or null for any;
-- $5 wallet, $6 id of the wallet.
-- Returns: deposits, whose columns are the same in all statements that give one.
-- Locks: none.
SELECT d.number, s.id, w.id, w.currency, d.amount, d.status, d.location, d.reference, d.note,
       d.actor, d.sequence, d.created_at, d.completed_at, d.cancelled_at
FROM deposits d
JOIN sources s ON s.number = d.number
JOIN wallets w ON w.number = d.wallet
WHERE d.wallet = $5 AND w.id = $6 AND d.business = $1 AND d.number < $2
  AND ($4::smallint IS NULL OR d.status = $4)
ORDER BY d.number DESC
LIMIT $3
