-- The demo's locations, made unless the business has one with the reference.
-- Parameters: $1 business; by location: $2 ids, $3 references, $4 names, $5 time zones.
-- Returns: numbers of the locations, in the order given.
-- Locks: the references' places.
WITH demo AS (
  SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
    AS d (id, reference, name, time_zone, place)
), made AS (
  INSERT INTO locations (id, business, reference, name, time_zone)
  SELECT id, $1, reference, name, time_zone FROM demo ORDER BY place
  ON CONFLICT (business, reference) DO NOTHING
  RETURNING number, reference
), all_of_them AS (
  SELECT number, reference FROM made
  UNION ALL
  SELECT number, reference FROM locations WHERE business = $1
)
SELECT a.number
FROM demo d
JOIN all_of_them a USING (reference)
ORDER BY d.place
