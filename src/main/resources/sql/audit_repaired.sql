-- Records a cache entry that was not what it should be and was thrown away.
-- Parameters: $1 business, $2 wallet, $3 kind, $4 detail.
-- Returns: nothing.
-- Locks: none.
INSERT INTO audit_findings (business, wallet, part, kind, detail, repaired)
VALUES ($1, $2, 'cache', $3, $4, true)
