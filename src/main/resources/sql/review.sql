-- A wallet as a decision sees it, and whether a key is taken in it.
-- Parameters: $1 wallet, $2 key.
-- Returns: at most one row; the last three columns are null where the key is free.
-- Locks: none.
SELECT w.business, w.id, w.currency, w.balance, w.held, w.credit_limit, w.status, w.version,
       j.kind, j.fingerprint, j.sequence
FROM wallets w
LEFT JOIN journal j ON j.wallet = w.number AND j.operation_key = $2
WHERE w.number = $1
