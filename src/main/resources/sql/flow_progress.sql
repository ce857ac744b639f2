-- How far a client has come in a flow. A client that nobody reported anything about has come nowhere.
-- Parameters: $1 number of the flow, $2 business, $3 client's reference.
-- Returns: one row: activities counted, rewards given, rewards owed, why the longest owed is held up
-- or null; zeros for who is not known.
-- Locks: none.
SELECT coalesce(max(p.reached), 0), count(r.given_at), count(r.n) - count(r.given_at),
       (array_agg(r.held_up_by ORDER BY r.n) FILTER (WHERE r.given_at IS NULL))[1]
FROM clients c
LEFT JOIN flow_progress p ON p.flow = $1 AND p.client = c.number
LEFT JOIN flow_rewards r ON r.flow = $1 AND r.client = c.number
WHERE c.business = $2 AND c.reference = $3
