-- Periods of a membership that have begun, newest first.
-- Parameters: $1 business, $2 id of the membership, $3 only those below this number, $4 how many.
-- Returns: no row if there is no such membership; one row of nulls if no period has begun; else
-- number, document.
-- Locks: none.
SELECT p.number, membership_period_document(p)
FROM memberships m
LEFT JOIN membership_periods p ON p.membership = m.number AND p.number < $3
WHERE m.business = $1 AND m.id = $2
ORDER BY p.number DESC
LIMIT $4
