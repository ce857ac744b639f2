-- The trail of changes of a business, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many, $4 only of this subject,
-- or null.
-- Returns: number, actor, action, subject, before, after, created at.
-- Locks: none.
SELECT number, actor, action, subject, before, after, created_at
FROM changes
WHERE business = $1 AND number < $2 AND ($4::uuid IS NULL OR subject = $4)
ORDER BY number DESC
LIMIT $3
