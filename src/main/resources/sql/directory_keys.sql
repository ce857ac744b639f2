-- All API keys, also revoked ones: the journal names them.
-- Parameters: none.
-- Returns: number, id, business, name, permissions, expires at, created at, secret's hash, whether
-- revoked.
-- Locks: none.
SELECT number, id, business, name, permissions, expires_at, created_at, secret_hash,
       revoked_at IS NOT NULL
FROM api_keys
