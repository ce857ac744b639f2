-- All sessions that are not over.
-- Parameters: none.
-- Returns: token's hash, number of the member of staff, expires at, ends at.
-- Locks: none.
SELECT token_hash, staff, expires_at, ends_at
FROM sessions
WHERE expires_at > clock_timestamp()
