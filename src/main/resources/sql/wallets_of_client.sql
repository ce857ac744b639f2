-- Wallets of a client, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many, $4 client's reference.
-- Returns: wallets.
-- Locks: none.
SELECT w.id, w.number, w.business, c.reference, c.name, w.currency, w.balance, w.held,
       w.credit_limit, w.status, w.version, w.created_at
FROM clients c
JOIN wallets w ON w.client = c.number
WHERE c.business = $1 AND c.reference = $4 AND w.number < $2
ORDER BY w.number DESC
LIMIT $3
