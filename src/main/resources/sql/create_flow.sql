-- Makes a flow, and the source that it is.
-- Parameters: $1 business, $2 id, $3 name, $4 event, $5 target, $6 whether it repeats, $7 amount,
-- $8 currency, $9 whether it is enabled.
-- Returns: the flow.
-- Locks: none.
WITH source AS (
  INSERT INTO sources (business, kind, id, name) VALUES ($1, 'flow', $2, $3)
  RETURNING number, id, name
), flow AS (
  INSERT INTO flows (number, business, event, target, repeats, amount, currency, enabled)
  SELECT number, $1, $4, $5, $6, $7, $8, $9 FROM source
  RETURNING *
)
SELECT f.number, s.id, s.name, f.event, f.target, f.repeats, f.amount, f.currency, f.enabled,
       f.created_at
FROM flow f
JOIN source s USING (number)
