-- Open authorizations, oldest first. One whose time is over is open until it is released.
-- Parameters: $1 business, $2 made from, $3 made before, $4 location; each of these three may be
-- null.
-- Returns: made at, authorization (made at, wallet, sequence), status, reference, client's reference
-- and name, wallet, location, its name, amount, remaining amount, currency, expires at.
-- Locks: none.
SELECT h.created_at, h.created_at, h.wallet, h.sequence,
       CASE h.status WHEN 0 THEN 'authorized' ELSE 'partially_captured' END, h.reference,
       c.reference, c.name, w.id, l.id, l.name, h.amount, h.amount - h.captured - h.voided,
       w.currency, h.expires_at
FROM holds h
JOIN wallets w ON w.number = h.wallet
JOIN clients c ON c.number = w.client
LEFT JOIN locations l ON l.number = h.location
WHERE h.business = $1 AND h.status IN (0, 1)
  AND h.created_at >= coalesce($2::timestamptz, '-infinity')
  AND h.created_at < coalesce($3::timestamptz, 'infinity')
  AND ($4::int IS NULL OR h.location = $4)
ORDER BY h.created_at, h.wallet, h.sequence
