-- Makes a member of staff an actor of the journal.
-- Parameters: $1 id for the actor, $2 business, $3 number of the member.
-- Returns: nothing.
-- Locks: the member's row against deletion.
INSERT INTO api_keys (id, business, name, permissions, staff)
VALUES ($1, $2, 'staff', '{}', $3)
