-- Rewards that an activity earned and that are not given yet, unless account balances are disabled.
-- Parameters: $1 business, $2 number of the activity.
-- Returns: owed rewards.
-- Locks: none.
SELECT r.flow, s.id, s.name, r.business, r.client, c.reference, r.n, f.amount, f.currency,
       a.location, a.activity_id, w.id,
       CASE WHEN b.negative_balances_enabled THEN b.default_credit_limit ELSE 0 END
FROM activities a
CROSS JOIN unnest(a.flows, a.reached) AS e (flow, reached)
JOIN flows f ON f.number = e.flow AND e.reached % f.target = 0
JOIN sources s ON s.number = f.number
JOIN flow_rewards r
  ON r.flow = f.number AND r.client = a.client AND r.n = e.reached / f.target
JOIN businesses b ON b.number = a.business
JOIN clients c ON c.number = a.client
LEFT JOIN wallets w ON w.client = r.client AND w.currency = f.currency
WHERE a.business = $1 AND a.number = $2 AND r.given_at IS NULL AND b.account_balances_enabled
ORDER BY r.flow
