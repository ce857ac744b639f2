-- Makes a webhook endpoint; see R__webhooks.sql.
-- Parameters: $1 id, $2 business, $3 actor, $4 url, $5 names of events or null, $6 description or
-- null, $7 secret, $8 how many endpoints the business may have.
-- Returns: one row: its document, or null if it would be one too many.
-- Locks: making endpoints of this business.
SELECT create_webhook_endpoint($1, $2, $3, $4, $5, $6, $7, $8)
