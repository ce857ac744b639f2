-- Notes that collecting a period failed; see R__memberships.sql.
-- Parameters: $1 number of the membership, $2 number of the period.
-- Returns: one row: the period's document.
-- Locks: none beside the period's, which the transaction has.
SELECT fail_membership_period($1, $2)
