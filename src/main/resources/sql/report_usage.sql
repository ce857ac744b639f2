-- What was spent, and given back of it, in the order of time.
-- Parameters: $1 business, $2 from, $3 until, $4 location; each of the last three may be null.
-- Returns: date, movement (date, wallet, sequence), type, reference, client's reference and name,
-- wallet, location, its name, amount, currency. A capture without a reference has that of its
-- authorization, a refund without one that of what it gives back.
-- What belongs to a row is looked up for it (lateral, with a limit): the planner, which takes slices
-- for small or for the whole, must not join the whole journal to each of them.
-- Locks: none.
SELECT j.created_at, j.created_at, j.wallet, j.sequence,
       CASE j.kind WHEN 3 THEN 'capture' WHEN 6 THEN 'debit' ELSE 'refund' END,
       coalesce(j.reference, h.reference, o.reference, oh.reference),
       c.reference, c.name, w.id, l.id, l.name, -j.amount, w.currency
FROM report_slices($1, $2, $3) s
CROSS JOIN LATERAL (
  SELECT * FROM journal
  WHERE created_at >= s.since AND created_at < s.until
    AND (kind IN (3, 6) OR (kind = 8 AND target IS NOT NULL))
    AND ($4::int IS NULL OR location = $4)
  OFFSET 0) j
JOIN LATERAL (SELECT * FROM wallets WHERE number = j.wallet LIMIT 1) w ON w.business = $1
CROSS JOIN LATERAL (SELECT * FROM clients WHERE number = w.client LIMIT 1) c
LEFT JOIN LATERAL (SELECT * FROM locations WHERE number = j.location LIMIT 1) l ON true
LEFT JOIN LATERAL (
  SELECT reference FROM holds
  WHERE wallet = j.wallet AND sequence = j.target LIMIT 1) h ON j.kind = 3
LEFT JOIN LATERAL (
  SELECT kind, target, reference FROM journal
  WHERE wallet = j.wallet AND sequence = j.target LIMIT 1) o ON j.kind = 8
LEFT JOIN LATERAL (
  SELECT reference FROM holds
  WHERE wallet = j.wallet AND sequence = o.target LIMIT 1) oh ON o.kind = 3
ORDER BY s.n, j.created_at, j.wallet, j.sequence
