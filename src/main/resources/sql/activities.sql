-- Activities of a business, the last recorded first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: activities.
-- Locks: none.
SELECT number, activity_id, type, client_reference, location, actor, occurred_at, recorded_at,
       ids, reached, targets, amounts, currencies
FROM activities_shown
WHERE business = $1 AND number < $2
ORDER BY number DESC
LIMIT $3
