-- What clients are owed, rolled forward, by location and currency: opening, what changed it, closing.
-- Parameters: $1 business, $2 from, $3 until, $4 location; each of the last three may be null.
-- Returns: location, its name, currency, opening, loads, rewards, memberships, spend, refunds of
-- spending, credited refunds, adjustments, closing. The location is where each change was made; what
-- named none is the row without one. A location's closing is what was loaded there beyond what was
-- spent there, and below zero where more was spent.
-- Locks: none.
WITH sums AS (
  SELECT w.currency, j.location,
         sum(j.amount) FILTER (WHERE j.created_at < $2::timestamptz) AS opening,
         sum(j.amount) FILTER (WHERE j.kind = 7 AND t.inside) AS loads,
         sum(j.amount) FILTER (WHERE j.kind = 9 AND t.inside) AS rewards,
         sum(j.amount) FILTER (WHERE j.kind = 10 AND t.inside) AS memberships,
         sum(-j.amount) FILTER (WHERE j.kind IN (3, 6) AND t.inside) AS spend,
         sum(j.amount) FILTER (WHERE j.kind = 8 AND j.target IS NOT NULL AND t.inside) AS refunds,
         sum(j.amount) FILTER (WHERE j.kind = 8 AND j.target IS NULL AND t.inside) AS credited,
         sum(j.amount) FILTER (WHERE j.kind = 11 AND t.inside) AS adjustments,
         sum(j.amount) AS closing
  FROM journal j
  JOIN wallets w ON w.number = j.wallet AND w.business = $1
  CROSS JOIN LATERAL (
    SELECT $2::timestamptz IS NULL OR j.created_at >= $2::timestamptz AS inside) t
  WHERE j.amount <> 0
    AND j.created_at < coalesce($3::timestamptz, 'infinity')
    AND ($4::int IS NULL OR j.location = $4)
  GROUP BY w.currency, j.location
)
SELECT l.id, l.name, s.currency, coalesce(s.opening, 0)::bigint, coalesce(s.loads, 0)::bigint,
       coalesce(s.rewards, 0)::bigint, coalesce(s.memberships, 0)::bigint,
       coalesce(s.spend, 0)::bigint, coalesce(s.refunds, 0)::bigint,
       coalesce(s.credited, 0)::bigint, coalesce(s.adjustments, 0)::bigint, s.closing::bigint
FROM sums s
LEFT JOIN locations l ON l.number = s.location
ORDER BY s.currency, l.name NULLS LAST, s.location
