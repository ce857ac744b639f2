-- The hash of an active member's password.
-- Parameters: $1 business, $2 id.
-- Returns: number, hash; no row if there is none.
-- Locks: none.
SELECT number, password_hash
FROM staff
WHERE business = $1 AND id = $2 AND deactivated_at IS NULL AND password_hash IS NOT NULL
