-- Proves the next wallets; see R__audit.sql.
-- Parameters: $1 how many.
-- Returns: one row: how many were checked (-1: another instance is at it), how many are wrong.
-- Locks: an advisory lock; the rows of wallets that are wrong.
SELECT checked, wrong FROM audit_wallets($1)
