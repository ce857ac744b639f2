-- A member of staff who is to be changed.
-- Parameters: $1 business, $2 id.
-- Returns: the member, or no row.
-- Locks: the member's row.
SELECT number, id, business, name, email, permissions, location_ids, password_hash IS NOT NULL,
       deactivated_at, created_at
FROM staff
WHERE business = $1 AND id = $2
FOR NO KEY UPDATE
