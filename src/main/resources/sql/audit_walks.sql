-- How far the auditor is.
-- Parameters: none.
-- Returns: a row a part: part, checked so far, started at, proven at, checked then.
-- Locks: none.
SELECT part, checked, started_at, proven_at, proven_checked FROM audit_walks ORDER BY part
