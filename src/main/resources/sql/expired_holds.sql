-- Open authorizations whose time is over by this server's clock, the longest over first.
-- Parameters: $1 how many at most.
-- Returns: wallet, sequence, creation, business.
-- Locks: none.
SELECT wallet, sequence, created_at, business
FROM holds
WHERE status IN (0, 1) AND expires_at <= clock_timestamp()
ORDER BY expires_at
LIMIT $1
