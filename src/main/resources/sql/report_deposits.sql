-- What was deposited, in the order of time; nothing else that raised a balance.
-- Parameters: $1 business, $2 from, $3 until, $4 location; each of the last three may be null.
-- Returns: date, movement (date, wallet, sequence), reference, client's reference and name, wallet,
-- location, its name, amount, currency, note.
-- With look-ups as the usage report, for the same reason.
-- Locks: none.
SELECT j.created_at, j.created_at, j.wallet, j.sequence, j.reference,
       c.reference, c.name, w.id, l.id, l.name, j.amount, w.currency, j.note
FROM report_slices($1, $2, $3) s
CROSS JOIN LATERAL (
  SELECT * FROM journal
  WHERE created_at >= s.since AND created_at < s.until AND kind = 7
    AND ($4::int IS NULL OR location = $4)
  OFFSET 0) j
JOIN LATERAL (SELECT * FROM wallets WHERE number = j.wallet LIMIT 1) w ON w.business = $1
CROSS JOIN LATERAL (SELECT * FROM clients WHERE number = w.client LIMIT 1) c
LEFT JOIN LATERAL (SELECT * FROM locations WHERE number = j.location LIMIT 1) l ON true
ORDER BY s.n, j.created_at, j.wallet, j.sequence
