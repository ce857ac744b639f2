-- Some wallets once more, for comparing the cache with them.
-- Parameters: $1 their numbers.
-- Returns: number, business, available, version.
-- Locks: none.
SELECT number, business, balance - held + credit_limit, version
FROM wallets WHERE number = ANY ($1) ORDER BY number
