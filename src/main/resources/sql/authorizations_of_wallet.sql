-- Authorizations of a wallet, newest first.
-- Parameters: $1 number, $2 id, $3 business, $4 only those below this sequence, $5 how many,
-- $6 status or null for any, $7 location or null for any.
-- Returns: authorizations.
-- Locks: none.
SELECT w.id, h.wallet, h.sequence, h.status, h.amount, h.requested, h.captured, h.voided,
       w.currency, h.location, h.reference, h.metadata, h.expires_at, h.created_at, w.balance,
       w.held, w.balance - w.held + w.credit_limit AS available
FROM wallets w
JOIN holds h ON h.wallet = w.number
WHERE w.number = $1 AND w.id = $2 AND w.business = $3 AND h.sequence < $4
  AND ($6::smallint IS NULL OR h.status = $6)
  AND ($7::int IS NULL OR h.location = $7)
ORDER BY h.sequence DESC
LIMIT $5
