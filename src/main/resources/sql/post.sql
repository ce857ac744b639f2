-- Posts a batch of operations; see R__posting.sql.
-- Parameters: nineteen arrays, one a column of an operation; whether keys may be taken already.
-- Returns: one row an operation, of type "posted".
-- Locks: the wallets of the batch, in ascending order of their numbers, until the commit.
SELECT * FROM post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
  $19, $20)
