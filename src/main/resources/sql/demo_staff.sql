-- Whether a business has staff, the moment for what is to be made, and one of its locations.
-- Parameters: $1 business, $2 reference of the location.
-- Returns: one row: whether, milliseconds since 1970, id of the location or null.
-- Locks: none.
SELECT EXISTS (SELECT FROM staff WHERE business = $1),
       (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
       (SELECT id FROM locations WHERE business = $1 AND reference = $2)
