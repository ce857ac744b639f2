-- All API keys, also revoked ones and members of staff as actors: the journal names them.
-- Parameters: none.
-- Returns: number, id, business, name, permissions, expires at, created at, number of the member of
-- staff it belongs to or null, secret's hash or null, whether revoked, the time by this server's
-- clock.
-- Locks: none.
SELECT number, id, business, name, permissions, expires_at, created_at, staff, secret_hash,
       revoked_at IS NOT NULL, clock_timestamp()
FROM api_keys
