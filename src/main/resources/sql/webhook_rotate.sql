-- Gives a webhook endpoint another secret; see R__webhooks.sql.
-- Parameters: $1 business, $2 id, $3 actor, $4 secret, $5 seconds that the others sign along, $6 how
-- many secrets it may have.
-- Returns: one row: when the others end as the API shows it, or null if there is no endpoint.
-- Locks: the endpoint.
SELECT rotate_webhook_secret($1, $2, $3, $4, $5, $6)
