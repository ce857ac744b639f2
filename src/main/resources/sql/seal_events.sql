-- Moves what is visible in the outbox to the feed; see R__feed.sql.
-- Parameters: $1 how many rows at most.
-- Returns: one row: how many, -1 if another session is at it; milliseconds the oldest had waited.
-- Locks: sealing, until the commit.
SELECT sealed, lag_millis FROM seal_events($1)
