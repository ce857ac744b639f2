-- Gives the client of a wallet another name; see R__changes_and_events.sql.
-- Parameters: $1 number, $2 id, $3 business, $4 name.
-- Returns: the wallet, or no row if there is none.
-- Locks: the client's row, and its wallets in ascending order.
SELECT w.id, w.number, w.business, c.reference, $4::text AS name, w.currency, w.balance, w.held,
       w.credit_limit, w.status, w.version, w.created_at
FROM (SELECT rename_client($1, $2, $3, $4) AS found) AS renamed
JOIN wallets w ON renamed.found AND w.number = $1
JOIN clients c ON c.number = w.client
