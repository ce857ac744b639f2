-- Gives a member of staff a password, and ends the sessions that began under another.
-- Parameters: $1 number, $2 hash, $3 SHA-256 of the token of a session that goes on, or null.
-- Returns: the member.
-- Locks: the member's row, the sessions' rows.
WITH ended AS (
  DELETE FROM sessions WHERE staff = $1 AND token_hash IS DISTINCT FROM $3
)
UPDATE staff
SET password_hash = $2
WHERE number = $1
RETURNING number, id, business, name, email, permissions, location_ids, password_hash IS NOT NULL,
          deactivated_at, created_at
