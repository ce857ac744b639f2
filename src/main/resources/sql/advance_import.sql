-- Lines of an import are worked off; see R__imports.sql.
-- Parameters: $1 import, $2 worker, $3 position before, $4 position after, $5 lines, $6 wallets
-- opened, $7 wallets credited; $8 to $11 lines, places, columns and details of errors.
-- Returns: one row: whether there is more to do for this worker.
-- Locks: the import's row.
SELECT advance_import($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
