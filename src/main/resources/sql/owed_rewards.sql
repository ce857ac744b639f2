-- Takes on rewards that have been owed for a while: until their next try is due nobody else does.
-- The pause doubles from 10 seconds to 5 minutes. Businesses with account balances disabled wait.
-- Parameters: $1 how many at most.
-- Returns: owed rewards.
-- Locks: the rewards, passing over those that another instance is taking on.
UPDATE flow_rewards r
SET tries = least(r.tries + 1, 100),
    retry_at = now() + least(interval '5 minutes', interval '10 seconds' * (1 << least(r.tries, 5)))
FROM (
  SELECT o.*
  FROM businesses b
  CROSS JOIN LATERAL (
    SELECT flow, client, n, retry_at
    FROM flow_rewards
    -- Not clock_timestamp(): only what is the same throughout a statement can use the index.
    WHERE business = b.number AND given_at IS NULL AND retry_at <= now()
    ORDER BY retry_at
    LIMIT $1
    FOR UPDATE SKIP LOCKED) o
  WHERE b.account_balances_enabled
  ORDER BY o.retry_at
  LIMIT $1) o
JOIN flows f ON f.number = o.flow
JOIN sources s ON s.number = o.flow
JOIN clients c ON c.number = o.client
JOIN businesses b ON b.number = c.business
LEFT JOIN wallets w ON w.client = o.client AND w.currency = f.currency,
  activities a
WHERE r.flow = o.flow AND r.client = o.client AND r.n = o.n
  AND a.business = r.business AND a.number = r.activity
RETURNING r.flow, s.id, s.name, r.business, r.client, c.reference, r.n, f.amount, f.currency,
  a.location, a.activity_id, w.id,
  CASE WHEN b.negative_balances_enabled THEN b.default_credit_limit ELSE 0 END
