-- Makes a member of staff, unless an active one of the business has this e-mail.
-- Parameters: $1 id, $2 business, $3 name, $4 e-mail, $5 e-mail in lower case, $6 permissions,
-- $7 ids of locations, $8 hash of the password or null.
-- Returns: the member, or no row if the e-mail is taken.
-- Locks: the e-mail's place.
INSERT INTO staff (id, business, name, email, email_key, permissions, location_ids, password_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (email_key, business) WHERE deactivated_at IS NULL DO NOTHING
RETURNING number, id, business, name, email, permissions, location_ids, password_hash IS NOT NULL,
          deactivated_at, created_at
