-- A membership, to be changed.
-- Parameters: $1 business, $2 id.
-- Returns: at most one row: the membership as in memberships_due.sql, then its status, its
-- document, and the time of this transaction.
-- Locks: the membership.
SELECT m.number, m.next_period, m.next_due_at, m.starts_at, m.anchor, p."interval",
       p.interval_count, b.time_zone, m.status, membership_document(m),
       date_trunc('milliseconds', now())
FROM memberships m
JOIN membership_plans p ON p.number = m.plan
JOIN businesses b ON b.number = m.business
WHERE m.business = $1 AND m.id = $2
FOR UPDATE OF m
