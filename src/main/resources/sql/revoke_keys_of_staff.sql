-- Revokes what API keys a member of staff has.
-- Parameters: $1 number of the member.
-- Returns: the keys, and of each the id of the member.
-- Locks: the keys' rows.
UPDATE api_keys k
SET revoked_at = date_trunc('milliseconds', clock_timestamp())
WHERE staff = $1 AND revoked_at IS NULL AND secret_hash IS NOT NULL
RETURNING number, id, business, name, permissions, expires_at, created_at, staff,
          (SELECT s.id FROM staff s WHERE s.number = k.staff)
