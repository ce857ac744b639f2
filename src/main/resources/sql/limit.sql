-- A limit in force, and what its running window has taken.
-- Parameters: $1 business, $2 id.
-- Returns: a limit; amount, count, start and end of the window, or nulls where it is about each
-- wallet or location.
-- Locks: none.
SELECT l.number, l.id, l.scope, l.scope_id, l.period, l.max_amount, l.max_count, l.currency,
       l.created_at, coalesce(u.amount, w.nothing), coalesce(u.count, w.nothing), w.starts_at,
       w.ends_at
FROM limits l
JOIN businesses b ON b.number = l.business
LEFT JOIN LATERAL (
  SELECT CASE WHEN l.scope = 3 THEN l.business ELSE l.subject END AS subject,
         limit_start(l.period, b.time_zone, now()) AS starts_at,
         limit_end(l.period, b.time_zone, now()) AS ends_at,
         0::bigint AS nothing
  WHERE l.scope = 3 OR l.subject IS NOT NULL) AS w ON true
LEFT JOIN limit_usage u
  ON u.limit_number = l.number AND u.subject = w.subject AND u.starts_at = w.starts_at
WHERE l.business = $1 AND l.id = $2 AND l.deleted_at IS NULL
