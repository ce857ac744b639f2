-- Every authorization against the journal rows about it.
-- Parameters: each time the same wallet, or null for all.
-- Returns: one row: how many were checked, how many are wrong, the wallet of the first of these.
-- Locks: none.
SELECT count(*), count(*) FILTER (WHERE wrong), min(wallet) FILTER (WHERE wrong)
FROM (
  SELECT coalesce(h.wallet, j.wallet) AS wallet,
         (h.amount - h.captured - h.voided, h.captured) IS DISTINCT FROM (j.remaining, j.captured)
         OR (h.status IN (0, 1)) <> (h.captured + h.voided < h.amount) AS wrong
  FROM (SELECT * FROM holds WHERE ?::bigint IS NULL OR wallet = ?::bigint) AS h
  FULL JOIN (
    SELECT wallet, target, sum(held_change)::bigint AS remaining, -sum(amount)::bigint AS captured
    FROM journal
    WHERE kind <= 5 AND (?::bigint IS NULL OR wallet = ?::bigint)
    GROUP BY wallet, target) AS j
    ON j.wallet = h.wallet AND j.target = h.sequence) AS judged
