-- Whether any of the demo's clients is there, and the moment for all that is to be loaded.
-- Parameters: $1 business, $2 references of the clients.
-- Returns: one row: whether, moment.
-- Locks: none.
SELECT EXISTS (SELECT FROM clients WHERE business = $1 AND reference = ANY ($2)),
       date_trunc('milliseconds', clock_timestamp())
