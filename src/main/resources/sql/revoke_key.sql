-- Revokes an API key for good.
-- Parameters: $1 business, $2 id.
-- Returns: the key and the id of the member of staff it belongs to or null; no row if there is no
-- such unrevoked key.
-- Locks: the key's row.
UPDATE api_keys k
SET revoked_at = date_trunc('milliseconds', clock_timestamp())
WHERE business = $1 AND id = $2 AND revoked_at IS NULL AND secret_hash IS NOT NULL
RETURNING number, id, business, name, permissions, expires_at, created_at, staff,
          (SELECT s.id FROM staff s WHERE s.number = k.staff)
