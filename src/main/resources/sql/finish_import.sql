-- All of a file is there; see R__imports.sql.
-- Parameters: $1 import, $2 worker, $3 key, $4 fingerprint, $5 SHA-256 of the content, $6 body that
-- is to be answered.
-- Returns: one row: outcome, id of an earlier import, body that was answered before.
-- Locks: the key, imports of the business, the import's row.
SELECT outcome, id, body FROM finish_import($1, $2, $3, $4, $5, $6)
