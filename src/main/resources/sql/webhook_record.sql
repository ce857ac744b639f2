-- Records what became of an attempt; see R__webhooks.sql.
-- Parameters: $1 delivery, $2 which attempt, $3 outcome, $4 milliseconds to the next one, $5 status
-- or null, $6 error or null, $7 milliseconds it took.
-- Returns: one row: whether the endpoint was disabled by it.
-- Locks: the delivery, the endpoint.
SELECT record_attempt($1, $2, $3, $4, $5, $6, $7)
