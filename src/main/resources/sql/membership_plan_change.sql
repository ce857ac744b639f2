-- Renames a membership plan, or opens or closes it to new members; noted in the trail of changes.
-- Parameters: $1 business, $2 id, $3 actor, $4 new name or null, $5 whether active or null.
-- Returns: its document, or no row if there is no such plan.
-- Locks: the plan.
WITH before AS (
  SELECT membership_plans AS plan FROM membership_plans
  WHERE business = $1 AND id = $2
  FOR NO KEY UPDATE
), changed AS (
  UPDATE membership_plans p SET name = coalesce($4, p.name), active = coalesce($5, p.active)
  FROM before b WHERE p.number = (b.plan).number
  RETURNING b.plan AS before, p AS plan
)
SELECT membership_plan_document(plan),
       record_change($1, $3, 'membership_plan.updated', $2, membership_plan_document(before),
                     membership_plan_document(plan))
FROM changed
