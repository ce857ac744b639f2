-- Wallets of the clients that somebody typed something of, the nearest first.
-- Parameters: $1 business, $2 what was typed, $3 how many.
-- Returns: wallets.
-- Locks: none.
SELECT w.id, w.number, w.business, c.reference, c.name, w.currency, w.balance, w.held,
       w.credit_limit, w.status, w.version, w.created_at
FROM find_clients($1, $2, $3) AS found
JOIN clients c ON c.number = found.client
JOIN wallets w ON w.client = c.number
ORDER BY found.place, w.number
LIMIT $3
