-- A location.
-- Parameters: $1 business, $2 id.
-- Returns: the location, or no row.
-- Locks: none.
SELECT number, id, business, reference, name, time_zone, created_at
FROM locations
WHERE business = $1 AND id = $2
