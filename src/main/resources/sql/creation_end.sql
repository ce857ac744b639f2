-- Keeps the answer to a request that made something.
-- Parameters: $1 business, $2 key, $3 fingerprint, $4 body.
-- Locks: none beside the key's, which the transaction has.
INSERT INTO creations (business, operation_key, fingerprint, status, body)
VALUES ($1, $2, $3, 201, $4)
