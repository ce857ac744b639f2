-- Gives up receiving a file.
-- Parameters: $1 import, $2 worker, $3 why.
-- Locks: the import's row.
UPDATE imports SET status = 3, detail = $3 WHERE number = $1 AND worker = $2 AND status = 0
