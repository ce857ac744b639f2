-- Notes how far the comparison of the cache came.
-- Parameters: $1 how many were asked for, $2 how many there were, $3 the last of them.
-- Returns: nothing.
-- Locks: the walk's row.
SELECT audit_proceed('cache', $1, $2, $3, 0)
