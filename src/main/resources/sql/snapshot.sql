-- Wallets for the cache, and which of some operations each shows already, in one snapshot.
-- Parameters: $1 wallets; $2 wallets and $3 keys of the operations.
-- Returns: at most one row for each wallet of $1, with its place among them, from 1.
-- Locks: none.
SELECT w.business, w.id, w.currency, w.balance, w.held, w.credit_limit, w.status, w.version,
       ARRAY(SELECT k.key FROM unnest($2::bigint[], $3::uuid[]) AS k(wallet, key)
             WHERE k.wallet = asked.number AND EXISTS (
               SELECT FROM journal j WHERE j.wallet = k.wallet AND j.operation_key = k.key))
         AS committed,
       asked.place
FROM unnest($1::bigint[]) WITH ORDINALITY AS asked(number, place)
-- Lateral with a limit: found by key, even where the planner takes the table for empty.
CROSS JOIN LATERAL (SELECT * FROM wallets WHERE number = asked.number LIMIT 1) w
