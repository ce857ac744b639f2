-- Locations of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: locations.
-- Locks: none.
SELECT number, id, business, reference, name, time_zone, created_at
FROM locations
WHERE business = $1 AND number < $2::bigint
ORDER BY number DESC
LIMIT $3
