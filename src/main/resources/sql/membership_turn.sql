-- Pauses, resumes or cancels a membership; see R__memberships.sql.
-- Parameters: $1 number, $2 'paused', 'resumed' or 'cancelled', $3 next period or null, $4 when it
-- begins or null.
-- Returns: one row: its document.
-- Locks: none beside the membership's, which the transaction has.
SELECT turn_membership($1, $2, $3, $4)
