-- Membership plans of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: number, document.
-- Locks: none.
SELECT p.number, membership_plan_document(p)
FROM membership_plans p
WHERE p.business = $1 AND p.number < $2
ORDER BY p.number DESC
LIMIT $3
