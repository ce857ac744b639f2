-- Events of a business in order.
-- Parameters: $1 business, $2 after this position, $3 up to this one, $4 names or null for all.
-- Returns: position, type, moment, document or null, wallet and sequence or nulls (see table feed).
-- Locks: none.
SELECT position, type, created_at, data, wallet, sequence
FROM feed_events($1, $2, $3)
WHERE event_matches(type, $4)
ORDER BY position
