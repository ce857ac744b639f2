-- A wallet for the cache, and which of some operations it shows already, in one snapshot.
-- Parameters: $1 wallet, $2 keys.
-- Returns: at most one row.
-- Locks: none.
SELECT w.business, w.id, w.currency, w.balance, w.held, w.credit_limit, w.status, w.version,
       ARRAY(SELECT j.operation_key FROM journal j
             WHERE j.wallet = w.number AND j.operation_key = ANY ($2)) AS committed
FROM wallets w
WHERE w.number = $1
