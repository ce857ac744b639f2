-- Renames a flow, and switches it on or off. History shows it under its new name.
-- Parameters: $1 number, $2 name, $3 whether it is enabled.
-- Returns: nothing.
-- Locks: the flow and its source, until the end of the transaction.
WITH renamed AS (
  UPDATE sources SET name = $2 WHERE number = $1
)
UPDATE flows SET enabled = $3 WHERE number = $1
