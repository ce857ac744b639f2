-- Flows of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: flows.
-- Locks: none.
SELECT f.number, s.id, s.name, f.event, f.target, f.repeats, f.amount, f.currency, f.enabled,
       f.created_at
FROM flows f
JOIN sources s USING (number)
WHERE f.business = $1 AND f.number < $2
ORDER BY f.number DESC
LIMIT $3
