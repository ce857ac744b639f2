-- Removes deliveries that are too old for the log; see R__webhooks.sql.
-- Parameters: $1 days that they stay, $2 how many at most.
-- Returns: one row: how many.
-- Locks: the deliveries.
SELECT purge_deliveries($1, $2)
