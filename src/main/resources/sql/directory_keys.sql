-- All API keys, also revoked ones: the journal names them.
-- Parameters: none.
-- Returns: number, id, business, name, permissions, expires at, created at, secret's hash, whether
-- revoked, the time by this server's clock.
-- Locks: none.
SELECT number, id, business, name, permissions, expires_at, created_at, secret_hash,
       revoked_at IS NOT NULL, clock_timestamp()
FROM api_keys
