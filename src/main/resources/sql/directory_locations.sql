-- All locations.
-- Parameters: none.
-- Returns: locations, whose columns are the same in all statements that give one.
-- Locks: none.
SELECT number, id, business, reference, name, time_zone, created_at
FROM locations
