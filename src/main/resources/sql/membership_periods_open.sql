-- Begins periods; see R__memberships.sql.
-- Parameters: by period: $1 memberships, $2 numbers, $3 starts, $4 ends.
-- Locks: none beside the memberships', which the transaction has.
SELECT open_membership_periods($1, $2, $3, $4)
