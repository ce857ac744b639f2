-- A deposit by id.
-- Parameters: $1 business, $2 id.
-- Returns: at most one deposit.
-- Locks: none.
SELECT d.number, s.id, w.id, w.currency, d.amount, d.status, d.location, d.reference, d.note,
       d.actor, d.sequence, d.created_at, d.completed_at, d.cancelled_at
FROM sources s
JOIN deposits d ON d.number = s.number
JOIN wallets w ON w.number = d.wallet
WHERE s.id = $2 AND d.business = $1
