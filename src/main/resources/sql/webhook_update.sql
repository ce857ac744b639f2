-- Changes a webhook endpoint; see R__webhooks.sql.
-- Parameters: $1 business, $2 id, $3 actor; null for unchanged: $4 url, $5 names of events, $6
-- description, $7 whether enabled.
-- Returns: one row: its document, or null if there is none.
-- Locks: the endpoint.
SELECT update_webhook_endpoint($1, $2, $3, $4, $5, $6, $7)
