-- Which of these are no locations of the business.
-- Parameters: $1 business, $2 ids.
-- Returns: those ids.
-- Locks: none; locations are never deleted.
SELECT id FROM unnest($2::uuid[]) AS given (id)
WHERE NOT EXISTS (SELECT FROM locations l WHERE l.business = $1 AND l.id = given.id)
