-- Opens the wallets of the next lines of an import; see R__imports.sql.
-- Parameters: $1 import, $2 position, $3 how many lines at most.
-- Returns: one row a line: line, outcome, wallet, currency, balance, credit limit or null.
-- Locks: clients in the order of their references.
SELECT line, outcome, wallet, currency, balance, credit_limit FROM open_import_wallets($1, $2, $3)
