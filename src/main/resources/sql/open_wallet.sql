-- Opens a wallet; see R__open_wallet.sql.
-- Parameters: $1 business, $2 key, $3 fingerprint, $4 actor, $5 client's reference, $6 client's
-- name or null, $7 currency, $8 credit limit.
-- Returns: one row: outcome, id, number, client's name, credit limit, created at.
-- Locks: the key, the client's row, the wallet's place.
SELECT outcome, id, number, client_name, credit_limit, created_at
FROM open_wallet($1, $2, $3, $4, $5, $6, $7, $8)
