-- Makes a membership; see R__memberships.sql.
-- Parameters: $1 business, $2 actor, $3 id, $4 number of the plan, $5 client's reference, $6 credit
-- limit of a wallet that has to be opened, $7 collection, $8 start, $9 the start as a local time.
-- Returns: one row: its number.
-- Locks: the client's row, the wallet's place.
SELECT start_membership($1, $2, $3, $4, $5, $6, $7, $8, $9)
