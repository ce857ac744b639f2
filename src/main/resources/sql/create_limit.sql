-- Makes a limit.
-- Parameters: $1 id, $2 business, $3 scope, $4 number of what it is about or null, $5 its id or
-- null, $6 period, $7 max amount or null, $8 max count or null, $9 currency or null.
-- Returns: one limit; the first nine columns are the same in all statements that give one.
-- Locks: none that anyone waits for.
INSERT INTO limits (id, business, scope, subject, scope_id, period, max_amount, max_count, currency)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING number, id, scope, scope_id, period, max_amount, max_count, currency, created_at
