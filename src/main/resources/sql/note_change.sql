-- Adds a change to the trail, and tells who listens.
-- Parameters: $1 business, $2 actor, $3 action, $4 subject or null, $5 and $6 JSON of it before and
-- after or null, $7 JSON for the event, or null for none.
-- Returns: one row of nothing.
-- Locks: none.
SELECT record_change($1, $2, $3, $4, $5, $6),
       CASE WHEN $7::text IS NOT NULL THEN emit_event($1, $3, $7) END
