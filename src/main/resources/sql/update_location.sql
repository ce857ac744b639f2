-- Changes a location.
-- Parameters: $1 number, $2 reference or null, $3 name, $4 time zone.
-- Returns: the location. Fails with unique_violation if another one of the business has the
-- reference.
-- Locks: the location's row, the reference's place.
UPDATE locations
SET reference = $2, name = $3, time_zone = $4
WHERE number = $1
RETURNING number, id, business, reference, name, time_zone, created_at
