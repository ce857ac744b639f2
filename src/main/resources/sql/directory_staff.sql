-- All members of staff, also deactivated ones: the journal names them.
-- Parameters: none.
-- Returns: members, whose columns are the same in all statements that give one.
-- Locks: none.
SELECT number, id, business, name, email, permissions, location_ids, password_hash IS NOT NULL,
       deactivated_at, created_at
FROM staff
