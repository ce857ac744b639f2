-- Adds to the trail what was done to a flow, and tells who listens.
-- Parameters: $1 business, $2 actor, $3 what was done, as "flow.created", $4 id of the flow, $5
-- document before it or null, $6 document after it.
-- Returns: one row of nothing.
-- Locks: none beside the flow's, which the transaction has.
SELECT record_change($1, $2, $3, $4, $5, $6), emit_event($1, $3, $6)
