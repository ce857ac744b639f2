-- Wallets by id.
-- Parameters: $1 numbers, $2 ids, $3 businesses.
-- Returns: at most one row for each, with the place among them, from 1; the columns of a wallet before
-- it are the same in all statements that give one.
-- Locks: none.
SELECT w.id, w.number, w.business, c.reference, c.name, w.currency, w.balance, w.held,
       w.credit_limit, w.status, w.version, w.created_at, asked.place
FROM unnest($1::bigint[], $2::uuid[], $3::int[]) WITH ORDINALITY AS asked(number, id, business, place)
-- Lateral with a limit: found by key, even where the planner takes a table for empty.
CROSS JOIN LATERAL (SELECT * FROM wallets WHERE number = asked.number LIMIT 1) w
CROSS JOIN LATERAL (SELECT * FROM clients WHERE number = w.client LIMIT 1) c
WHERE w.id = asked.id AND w.business = asked.business
