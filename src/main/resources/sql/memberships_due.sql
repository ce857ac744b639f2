-- Memberships whose next period has begun, of businesses that have balances switched on.
-- Parameters: $1 how many at most.
-- Returns: number, next period, when it begins, start, the start as a local time, interval,
-- interval count, time zone of the business, the time of this transaction.
-- Locks: the memberships; skips those that another instance has.
SELECT m.number, m.next_period, m.next_due_at, m.starts_at, m.anchor, p."interval",
       p.interval_count, b.time_zone, date_trunc('milliseconds', now())
FROM businesses b
CROSS JOIN LATERAL (
  SELECT * FROM memberships
  WHERE business = b.number AND next_due_at <= now()
  ORDER BY next_due_at
  LIMIT $1
  FOR UPDATE SKIP LOCKED
) m
JOIN membership_plans p ON p.number = m.plan
WHERE b.account_balances_enabled
LIMIT $1
