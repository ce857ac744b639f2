-- The next wallets, for comparing the cache with them.
-- Parameters: $1 the wallet after which to begin, $2 how many.
-- Returns: number, business, available, version.
-- Locks: none.
SELECT number, business, balance - held + credit_limit, version
FROM wallets WHERE number > $1 ORDER BY number LIMIT $2
