-- Changes a member of staff.
-- Parameters: $1 number, $2 name, $3 e-mail, $4 e-mail in lower case, $5 permissions, $6 ids of
-- locations, $7 whether to deactivate.
-- Returns: the member. Fails with unique_violation if an active one has the e-mail.
-- Locks: the member's row.
UPDATE staff
SET name = $2, email = $3, email_key = $4, permissions = $5, location_ids = $6,
    deactivated_at = CASE WHEN $7 THEN date_trunc('milliseconds', clock_timestamp())
                          ELSE deactivated_at END
WHERE number = $1
RETURNING number, id, business, name, email, permissions, location_ids, password_hash IS NOT NULL,
          deactivated_at, created_at
