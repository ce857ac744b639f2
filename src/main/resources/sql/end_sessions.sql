-- Ends all sessions of a member of staff.
-- Parameters: $1 number of the member.
-- Returns: nothing.
-- Locks: the sessions' rows.
DELETE FROM sessions WHERE staff = $1
