-- Members of staff of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: members.
-- Locks: none.
SELECT number, id, business, name, email, permissions, location_ids, password_hash IS NOT NULL,
       deactivated_at, created_at
FROM staff
WHERE business = $1 AND number < $2::bigint
ORDER BY number DESC
LIMIT $3
