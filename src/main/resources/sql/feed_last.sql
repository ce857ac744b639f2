-- How far a business's feed goes.
-- Parameters: $1 business.
-- Returns: one row, or none where nothing was told yet.
-- Locks: none.
SELECT last FROM feeds WHERE business = $1
