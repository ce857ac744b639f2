-- Unrevoked API keys of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: keys.
-- Locks: none.
SELECT number, id, business, name, permissions, expires_at, created_at
FROM api_keys
WHERE business = $1 AND number < $2 AND revoked_at IS NULL
ORDER BY number DESC
LIMIT $3
