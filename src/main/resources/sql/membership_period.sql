-- The document of a period.
-- Parameters: $1 number of the membership, $2 number of the period.
-- Returns: one row.
-- Locks: none.
SELECT membership_period_document(p)
FROM membership_periods p
WHERE p.membership = $1 AND p.number = $2
