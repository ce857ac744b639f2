-- Begins to receive a file.
-- Parameters: $1 business, $2 actor, $3 id, $4 name of the file or null, $5 worker.
-- Returns: one row: number, and when it began.
-- Locks: none.
WITH source AS (
  INSERT INTO sources (business, kind, id, name) VALUES ($1, 'import', $3, $4) RETURNING number)
INSERT INTO imports (number, business, actor, worker, worked_until, created_at)
SELECT number, $1, $2, $5, clock_timestamp() + interval '60 seconds',
       date_trunc('milliseconds', clock_timestamp())
FROM source
RETURNING number, created_at
