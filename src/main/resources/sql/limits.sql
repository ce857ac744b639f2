-- Limits in force of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: limits.
-- Locks: none.
SELECT number, id, scope, scope_id, period, max_amount, max_count, currency, created_at
FROM limits
WHERE business = $1 AND number < $2 AND deleted_at IS NULL
ORDER BY number DESC
LIMIT $3
