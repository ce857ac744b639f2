-- Unrevoked API keys of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: keys, and of each the id of the member of staff it belongs to or null.
-- Locks: none.
SELECT k.number, k.id, k.business, k.name, k.permissions, k.expires_at, k.created_at, k.staff, s.id
FROM api_keys k
LEFT JOIN staff s ON s.number = k.staff
WHERE k.business = $1 AND k.number < $2::bigint AND k.revoked_at IS NULL AND k.secret_hash IS NOT NULL
ORDER BY k.number DESC
LIMIT $3
