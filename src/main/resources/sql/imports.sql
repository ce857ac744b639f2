-- Imports of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many.
-- Returns: imports, whose columns are the same in all statements that give one.
-- Locks: none.
SELECT i.number, s.id, s.name, i.status, i.lines, i.done, i.opened, i.credited, i.errors, i.detail,
       i.actor, i.created_at, i.completed_at
FROM imports i
JOIN sources s ON s.number = i.number
WHERE i.business = $1 AND i.number < $2 AND i.status <> 4
ORDER BY i.number DESC
LIMIT $3
