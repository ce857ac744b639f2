-- A membership plan by id.
-- Parameters: $1 business, $2 id.
-- Returns: at most one row: number, document.
-- Locks: none.
SELECT p.number, membership_plan_document(p)
FROM membership_plans p
WHERE p.business = $1 AND p.id = $2
