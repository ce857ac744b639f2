-- Gives the client of a wallet another name.
-- Parameters: $1 number, $2 id, $3 business, $4 name.
-- Returns: the wallet, or no row if there is none.
-- Locks: the client's row.
UPDATE clients c
SET name = $4
FROM wallets w
WHERE w.number = $1 AND w.id = $2 AND w.business = $3 AND c.number = w.client
RETURNING w.id, w.number, w.business, c.reference, c.name, w.currency, w.balance, w.held,
          w.credit_limit, w.status, w.version, w.created_at
