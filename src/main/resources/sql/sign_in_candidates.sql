-- Whose e-mail this may be: active members of staff who have a password.
-- Parameters: $1 e-mail in lower case, $2 id of the business or null, $3 how many at most.
-- Returns: number of the member, number of the business, hash of the password.
-- Locks: none.
SELECT s.number, s.business, s.password_hash
FROM staff s
JOIN businesses b ON b.number = s.business
WHERE s.email_key = $1 AND s.deactivated_at IS NULL AND s.password_hash IS NOT NULL
  AND ($2::uuid IS NULL OR b.id = $2)
ORDER BY s.number
LIMIT $3
