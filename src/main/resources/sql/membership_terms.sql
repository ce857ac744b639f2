-- What a new membership of a plan has to keep to.
-- Parameters: $1 business, $2 id of the plan.
-- Returns: at most one row: number of the plan, whether it takes members, the time of this
-- transaction, time zone of the business.
-- Locks: the plan, against being closed meanwhile.
SELECT p.number, p.active, date_trunc('milliseconds', now()), b.time_zone
FROM membership_plans p
JOIN businesses b ON b.number = p.business
WHERE p.business = $1 AND p.id = $2
FOR SHARE OF p
