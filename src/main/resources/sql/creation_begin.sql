-- What was made under an idempotency key.
-- Parameters: $1 business, $2 key.
-- Returns: one row: fingerprint of the request that made it and the body it was answered with, or
-- nulls if the key is free.
-- Locks: the key, until the end of the transaction.
SELECT fingerprint, body FROM begin_creation($1, $2)
