-- A member of staff.
-- Parameters: $1 business, $2 id.
-- Returns: the member, or no row.
-- Locks: none.
SELECT number, id, business, name, email, permissions, location_ids, password_hash IS NOT NULL,
       deactivated_at, created_at
FROM staff
WHERE business = $1 AND id = $2
