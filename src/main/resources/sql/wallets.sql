-- Wallets of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: wallets.
-- Locks: none.
SELECT w.id, w.number, w.business, c.reference, c.name, w.currency, w.balance, w.held,
       w.credit_limit, w.status, w.version, w.created_at
FROM wallets w
JOIN clients c ON c.number = w.client
WHERE w.business = $1 AND w.number < $2
ORDER BY w.number DESC
LIMIT $3
