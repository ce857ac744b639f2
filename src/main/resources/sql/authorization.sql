-- An authorization by id, with its wallet as it is.
-- Parameters: $1 wallet, $2 sequence, $3 business, $4 when it was made.
-- Returns: at most one row; the columns of an authorization are the same in all statements that
-- give one.
-- Locks: none.
SELECT w.id, h.wallet, h.sequence, h.status, h.amount, h.requested, h.captured, h.voided,
       w.currency, h.location, h.reference, h.metadata, h.expires_at, h.created_at, w.balance,
       w.held, w.balance - w.held + w.credit_limit AS available
FROM holds h
JOIN wallets w ON w.number = h.wallet
WHERE h.wallet = $1 AND h.sequence = $2 AND h.business = $3 AND h.created_at = $4
