-- Begins a session of a member of staff who is still active and has still this password; deletes
-- those of the member that are over, and the oldest ones over the bound.
-- Parameters: $1 SHA-256 of the token, $2 number of the member, $3 hash of the password, $4 seconds
-- until it expires unused, $5 seconds until it ends, $6 how many others may go on.
-- Returns: the moment it expires; no row if the member may not sign in any more.
-- Locks: the member's row against change, the deleted sessions' rows.
WITH member AS (
  SELECT number FROM staff
  WHERE number = $2 AND password_hash = $3 AND deactivated_at IS NULL
  FOR SHARE
), ended AS (
  DELETE FROM sessions
  WHERE staff = $2 AND (expires_at <= clock_timestamp() OR token_hash IN (
    SELECT token_hash FROM sessions WHERE staff = $2 ORDER BY created_at DESC OFFSET $6))
)
INSERT INTO sessions (token_hash, staff, expires_at, ends_at)
SELECT $1, number, date_trunc('milliseconds', clock_timestamp() + make_interval(secs => $4::int)),
       date_trunc('milliseconds', clock_timestamp() + make_interval(secs => $5::int))
FROM member
RETURNING expires_at
