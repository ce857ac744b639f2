-- Ends a session.
-- Parameters: $1 SHA-256 of the token.
-- Returns: nothing.
-- Locks: the session's row.
DELETE FROM sessions WHERE token_hash = $1
