-- Makes a pending deposit; see R__deposits.sql.
-- Parameters: $1 business, $2 actor, $3 id, $4 wallet, $5 id of the wallet, $6 currency, $7 amount,
-- $8 location, $9 reference or null, $10 note or null.
-- Returns: one row: 0 or the code of a refusal, and when it was made.
-- Locks: none.
SELECT outcome, at FROM open_deposit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
