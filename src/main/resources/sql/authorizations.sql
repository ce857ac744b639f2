-- Authorizations of a business, newest first.
-- Parameters: $1 business; $2 moment, $3 wallet, $4 sequence: only those before this one; $5 how
-- many; $6 status or null for any; $7 location or null for any.
-- Returns: authorizations.
-- Locks: none.
SELECT w.id, h.wallet, h.sequence, h.status, h.amount, h.requested, h.captured, h.voided,
       w.currency, h.location, h.reference, h.metadata, h.expires_at, h.created_at, w.balance,
       w.held, w.balance - w.held + w.credit_limit AS available
FROM holds h
JOIN wallets w ON w.number = h.wallet
WHERE h.business = $1
  -- The first half is what the index understands of the second.
  AND h.created_at <= $2 AND (h.created_at, h.wallet, h.sequence) < ($2, $3, $4)
  AND ($6::smallint IS NULL OR h.status = $6)
  AND ($7::int IS NULL OR h.location = $7)
ORDER BY h.created_at DESC, h.wallet DESC, h.sequence DESC
LIMIT $5
