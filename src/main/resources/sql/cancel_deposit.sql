-- Drops a pending deposit; see R__deposits.sql.
-- Parameters: $1 business, $2 key, $3 fingerprint, $4 id.
-- Returns: one row: outcome, and when it was cancelled.
-- Locks: the key, the deposit's row.
SELECT outcome, at FROM cancel_deposit($1, $2, $3, $4)
