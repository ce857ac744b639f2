-- A wallet by id.
-- Parameters: $1 number, $2 id, $3 business.
-- Returns: at most one row; the columns of a wallet are the same in all statements that give one.
-- Locks: none.
SELECT w.id, w.number, w.business, c.reference, c.name, w.currency, w.balance, w.held,
       w.credit_limit, w.status, w.version, w.created_at
FROM wallets w
JOIN clients c ON c.number = w.client
WHERE w.number = $1 AND w.id = $2 AND w.business = $3
