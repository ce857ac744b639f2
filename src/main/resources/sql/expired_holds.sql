-- Open authorizations whose time is over by this server's clock, the longest over first.
-- Parameters: $1 how many at most.
-- Returns: wallet, sequence, creation, business.
-- Locks: none. Not clock_timestamp(): only what is the same throughout a statement can end the scan
-- of the index where the time is not over yet.
SELECT wallet, sequence, created_at, business
FROM holds
WHERE status IN (0, 1) AND expires_at <= now()
ORDER BY expires_at
LIMIT $1
