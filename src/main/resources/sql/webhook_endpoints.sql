-- Webhook endpoints of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many, $4 id or null for any.
-- Returns: number, document.
-- Locks: none.
SELECT number, webhook_endpoint_document(number)
FROM webhook_endpoints
WHERE business = $1 AND number < $2 AND NOT deleted AND ($4::uuid IS NULL OR id = $4)
ORDER BY number DESC
LIMIT $3
