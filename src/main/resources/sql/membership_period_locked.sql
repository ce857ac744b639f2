-- A period of a membership, to be changed.
-- Parameters: $1 business, $2 id of the membership, $3 number of the period.
-- Returns: at most one row: the period as in membership_periods_to_credit.sql, then its status,
-- the membership's collection, and its document.
-- Locks: the period.
SELECT p.membership, p.number, p.business, m.id, s.name, w.id, w.currency, l.amount, p.status,
       m.collection, membership_period_document(p)
FROM memberships m
JOIN membership_periods p ON p.membership = m.number
JOIN membership_plans l ON l.number = m.plan
JOIN sources s ON s.number = m.number
JOIN wallets w ON w.number = m.wallet
WHERE m.business = $1 AND m.id = $2 AND p.number = $3
FOR UPDATE OF p
