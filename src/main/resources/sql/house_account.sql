-- The number of a house account; see R__house_account.sql.
-- Parameters: $1 business, $2 location, $3 bucket, $4 currency, $5 purpose.
-- Returns: one row: number.
-- Locks: the account's place, if it is made.
SELECT house_account($1, $2, $3, $4, $5)
