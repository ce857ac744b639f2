-- What a flow has given and still owes, to all its clients together.
-- Parameters: $1 number of the flow.
-- Returns: one row: rewards given, rewards owed.
-- Locks: none.
SELECT count(given_at), count(*) - count(given_at) FROM flow_rewards WHERE flow = $1
