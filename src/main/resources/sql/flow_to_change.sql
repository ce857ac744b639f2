-- A flow by id, to be changed.
-- Parameters: $1 business, $2 id.
-- Returns: at most one flow.
-- Locks: the flow and its source, until the end of the transaction.
SELECT f.number, s.id, s.name, f.event, f.target, f.repeats, f.amount, f.currency, f.enabled,
       f.created_at
FROM sources s
JOIN flows f USING (number)
WHERE s.id = $2 AND f.business = $1
FOR NO KEY UPDATE OF f, s
