-- The first business and its admin key; see R__found_business.sql.
-- Parameters: $1 id for the business, $2 its name, $3 id for the key, $4 SHA-256 of its secret or
-- null for no key.
-- Returns: one row: number of the business.
-- Locks: founding, of which there is one at a time.
SELECT found_business($1, $2, $3, $4)
