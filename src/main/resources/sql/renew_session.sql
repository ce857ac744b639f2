-- Lets a session that is used go on.
-- Parameters: $1 SHA-256 of the token, $2 seconds until it expires unused.
-- Returns: nothing.
-- Locks: the session's row.
UPDATE sessions
SET expires_at = LEAST(ends_at, date_trunc('milliseconds',
                                           clock_timestamp() + make_interval(secs => $2::int)))
WHERE token_hash = $1 AND expires_at > clock_timestamp()
