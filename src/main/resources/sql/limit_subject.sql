-- What a new limit is to be about.
-- Parameters: $1 business, $2 scope, $3 id of a wallet or location, or null for
-- each, $4 the number in that id if it is a wallet's.
-- Returns: one row: its number, its currency if it is a wallet, nulls if there is none; how many
-- limits on it are in force.
-- Locks: none.
SELECT s.number, s.currency,
       (SELECT count(*) FROM limits l
        WHERE l.business = $1 AND l.scope = $2 AND coalesce(l.subject, 0) = coalesce(s.number, 0)
          AND l.deleted_at IS NULL)
FROM (VALUES (1)) AS one
LEFT JOIN (
  SELECT number, currency FROM wallets
  WHERE $2::smallint = 1 AND number = $4 AND id = $3::uuid AND business = $1
  UNION ALL
  SELECT number, NULL FROM locations
  WHERE $2::smallint = 2 AND id = $3::uuid AND business = $1) AS s ON true
