-- Adds to the trail of changes what became of a limit, and tells who listens.
-- Parameters: $1 business, $2 actor, $3 what happened, $4 id, $5 it before, $6 it after; null for
-- none.
-- Returns: nothing of use.
-- Locks: none.
SELECT record_change($1, $2, $3, $4, $5, $6), emit_event($1, $3, coalesce($6, $5))
