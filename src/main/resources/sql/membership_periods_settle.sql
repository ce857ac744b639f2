-- Says how crediting periods ended; see R__memberships.sql.
-- Parameters: by period: $1 memberships, $2 numbers, $3 outcomes, $4 transactions, $5 times.
-- Locks: none beside the periods', which the transaction has.
SELECT settle_membership_periods($1, $2, $3, $4, $5)
