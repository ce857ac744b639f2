-- A membership by id.
-- Parameters: $1 business, $2 id.
-- Returns: at most one row: number, document.
-- Locks: none.
SELECT m.number, membership_document(m)
FROM memberships m
WHERE m.business = $1 AND m.id = $2
