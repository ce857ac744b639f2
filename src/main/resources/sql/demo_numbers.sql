-- Numbers for wallets.
-- Parameters: $1 how many.
-- Returns: that many numbers, ascending.
-- Locks: none.
SELECT nextval('account_numbers') FROM generate_series(1, $1)
