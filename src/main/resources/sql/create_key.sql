-- Makes an API key.
-- Parameters: $1 id, $2 business, $3 name, $4 permissions, $5 SHA-256 of the secret, $6 expires at
-- or null, $7 number of the member of staff it belongs to or null.
-- Returns: one key; the columns are the same in all statements that give one.
-- Locks: the member's row against deletion.
INSERT INTO api_keys (id, business, name, permissions, secret_hash, expires_at, staff)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING number, id, business, name, permissions, expires_at, created_at, staff
