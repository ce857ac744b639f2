-- Keeps a piece of a file; see R__imports.sql.
-- Parameters: $1 import, $2 worker, $3 how many lines it is; $4 to $9 columns of the good lines;
-- $10 to $13 lines, places, columns and details of errors.
-- Returns: one row: how many lines are wrong; null if it is not being received by this
-- worker any more.
-- Locks: the import's row.
SELECT stage_import($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
