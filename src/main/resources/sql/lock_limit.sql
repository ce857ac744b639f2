-- A limit in force, to be changed.
-- Parameters: $1 business, $2 id.
-- Returns: a limit.
-- Locks: its row.
SELECT number, id, scope, scope_id, period, max_amount, max_count, currency, created_at
FROM limits
WHERE business = $1 AND id = $2 AND deleted_at IS NULL
FOR NO KEY UPDATE
