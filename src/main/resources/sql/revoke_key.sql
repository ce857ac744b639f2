-- Revokes an API key for good.
-- Parameters: $1 business, $2 id.
-- Returns: nothing; changes one row, or none if there is no such unrevoked key.
-- Locks: the key's row.
UPDATE api_keys
SET revoked_at = date_trunc('milliseconds', now())
WHERE business = $1 AND id = $2 AND revoked_at IS NULL
