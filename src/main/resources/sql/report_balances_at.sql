-- What clients had at a moment, by wallet, the oldest first; wallets that were there then.
-- Parameters: $1 business, $2 and $3: only wallets with a movement from then and before then,
-- $4: only wallets with one at this location; each of these three may be null; $5 the moment.
-- Returns: client's reference and name, wallet, amount, held, available, currency.
-- Locks: none.
SELECT c.reference, c.name, w.id, b.balance, b.held, b.available, w.currency
FROM wallets w
JOIN clients c ON c.number = w.client
CROSS JOIN LATERAL balance_at(w.number, $5::timestamptz) b
WHERE w.business = $1 AND w.created_at <= $5::timestamptz
  AND (coalesce($2::timestamptz, $3::timestamptz) IS NULL AND $4::int IS NULL
    OR EXISTS (
      SELECT FROM journal j
      WHERE j.wallet = w.number AND j.amount <> 0
        AND j.created_at >= coalesce($2::timestamptz, '-infinity')
        AND j.created_at < coalesce($3::timestamptz, 'infinity')
        AND j.created_at <= $5::timestamptz
        AND ($4::int IS NULL OR j.location = $4)))
ORDER BY w.number
