-- Posts operations that were decided ahead; see R__post_foreseen.sql.
-- Parameters: eight arrays, one a column of what is remembered of a wallet and will be; the business
--   of all of them, or null; twenty-one arrays, one a column of an operation; those of holds.
-- Returns: one row, the moment of all of them and the wallets that are not as they were remembered.
-- Locks: the wallets of the batch, in ascending order of their numbers, until the commit.
SELECT posted_at, stale FROM post_foreseen($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
  $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
  $33, $34, $35, $36, $37)
