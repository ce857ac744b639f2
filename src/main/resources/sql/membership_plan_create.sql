-- Makes a membership plan, and notes it in the trail of changes.
-- Parameters: $1 id, $2 business, $3 actor, $4 name, $5 amount, $6 currency, $7 interval,
-- $8 interval count.
-- Returns: one row: its document.
-- Locks: none.
WITH made AS (
  INSERT INTO membership_plans (id, business, name, amount, currency, "interval", interval_count)
  VALUES ($1, $2, $4, $5, $6, $7, $8)
  RETURNING membership_plans AS plan
)
SELECT membership_plan_document(plan),
       record_change($2, $3, 'membership_plan.created', $1, NULL, membership_plan_document(plan))
FROM made
