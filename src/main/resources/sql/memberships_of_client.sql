-- Memberships of a client, newest first.
-- Parameters: $1 business, $2 only those below this number, $3 how many, $4 status or null, $5 id
-- of the plan or null, $6 client's reference.
-- Returns: number, document.
-- Locks: none.
SELECT m.number, membership_document(m)
FROM clients c
JOIN memberships m ON m.client = c.number
WHERE c.business = $1 AND c.reference = $6 AND m.number < $2
  AND ($4::text IS NULL OR m.status = $4)
  AND ($5::uuid IS NULL OR m.plan = (SELECT number FROM membership_plans WHERE id = $5))
ORDER BY m.number DESC
LIMIT $3
