-- Throws away what nobody will work off; see R__imports.sql.
-- Parameters: $1 lines at most.
-- Returns: one row: how many lines.
-- Locks: the import's row.
SELECT sweep_imports($1)
