-- Deletes a webhook endpoint; see R__webhooks.sql.
-- Parameters: $1 business, $2 id, $3 actor.
-- Returns: one row: whether there was one.
-- Locks: the endpoint.
SELECT delete_webhook_endpoint($1, $2, $3)
