-- Makes a location, unless the business has one with this reference.
-- Parameters: $1 id, $2 business, $3 reference or null, $4 name, $5 time zone.
-- Returns: the location, or no row if the reference is taken.
-- Locks: the reference's place.
INSERT INTO locations (id, business, reference, name, time_zone)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (business, reference) DO NOTHING
RETURNING number, id, business, reference, name, time_zone, created_at
