-- Takes an import that nobody works on, for 15 seconds.
-- Parameters: $1 worker.
-- Returns: at most one row: number, business, actor, id, name, position.
-- Locks: the import's row; one that is locked is passed over.
UPDATE imports i SET worker = $1, worked_until = clock_timestamp() + interval '15 seconds'
FROM sources s
WHERE s.number = i.number AND i.number = (
  SELECT number FROM imports
  WHERE status = 1 AND NOT swept AND worked_until < clock_timestamp()
  ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING i.number, i.business, i.actor, s.id, s.name, i.position
