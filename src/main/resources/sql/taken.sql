-- Which of some operations a wallet's journal has.
-- Parameters: $1 wallet; $2 keys.
-- Returns: one row for each that is there: key, kind, fingerprint, sequence.
-- Locks: none.
SELECT j.operation_key, j.kind, j.fingerprint, j.sequence
FROM unnest($2::uuid[]) AS asked(key)
-- Lateral with a limit: found by key, even where the planner takes the table for empty.
CROSS JOIN LATERAL (
  SELECT * FROM journal WHERE wallet = $1 AND operation_key = asked.key LIMIT 1) j
