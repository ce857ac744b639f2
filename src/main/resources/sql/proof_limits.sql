-- What windows of limits have taken, against what is charged to them.
-- Parameters: none.
-- Returns: one row: how many were checked, how many are wrong, the wallet of the first of these if
-- the limit is about wallets.
-- Locks: none.
SELECT count(*), count(*) FILTER (WHERE wrong), min(wallet) FILTER (WHERE wrong)
FROM (
  SELECT CASE WHEN l.scope = 1 THEN coalesce(u.subject, c.subject) END AS wallet,
         coalesce(u.count, 0) <> coalesce(c.count, 0)
         OR coalesce(u.amount, 0)
            <> CASE WHEN l.currency IS NULL THEN 0 ELSE coalesce(c.amount, 0) END AS wrong
  FROM limit_usage u
  FULL JOIN (
    SELECT limit_number, subject, starts_at, sum(amount) AS amount, sum(count) AS count
    FROM limit_charges GROUP BY limit_number, subject, starts_at) AS c
    ON (c.limit_number, c.subject, c.starts_at) = (u.limit_number, u.subject, u.starts_at)
  LEFT JOIN limits l ON l.number = coalesce(u.limit_number, c.limit_number)) AS judged
