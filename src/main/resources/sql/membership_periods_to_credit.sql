-- Periods that are to be credited, of businesses that have balances switched on; of each membership
-- the first, so that they are credited in their order.
-- Parameters: $1 how many at most.
-- Returns: membership, number of the period, business, id of the membership, its name as a source,
-- id of the wallet, currency, amount.
-- Locks: the periods; skips those that another instance has.
SELECT p.membership, p.number, p.business, m.id, s.name, w.id, w.currency, l.amount
FROM businesses b
CROSS JOIN LATERAL (
  SELECT * FROM membership_periods p
  WHERE p.business = b.number AND p.credit_at <= now()
    AND NOT EXISTS (
      SELECT FROM membership_periods e
      WHERE e.membership = p.membership AND e.number < p.number AND e.credit_at IS NOT NULL)
  ORDER BY p.credit_at
  LIMIT $1
  FOR UPDATE SKIP LOCKED
) p
JOIN memberships m ON m.number = p.membership
JOIN membership_plans l ON l.number = m.plan
JOIN sources s ON s.number = m.number
JOIN wallets w ON w.number = m.wallet
WHERE b.account_balances_enabled
LIMIT $1
