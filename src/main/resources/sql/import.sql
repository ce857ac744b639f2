-- An import by id.
-- Parameters: $1 business, $2 id.
-- Returns: at most one import.
-- Locks: none.
SELECT i.number, s.id, s.name, i.status, i.lines, i.done, i.opened, i.credited, i.errors, i.detail,
       i.actor, i.created_at, i.completed_at
FROM sources s
JOIN imports i ON i.number = s.number
WHERE s.id = $2 AND i.business = $1 AND i.status <> 4
