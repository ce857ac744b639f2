-- Businesses that have limits.
-- Parameters: none.
-- Returns: their numbers.
-- Locks: none.
SELECT DISTINCT business FROM limits WHERE deleted_at IS NULL
