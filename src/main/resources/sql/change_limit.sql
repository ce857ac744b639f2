-- Changes how much a limit allows, or ends it.
-- Parameters: $1 its number, $2 max amount or null to leave it, $3 max count or null to leave it,
-- $4 whether it is over.
-- Returns: the limit.
-- Locks: its row.
UPDATE limits SET
    max_amount = coalesce($2, max_amount),
    max_count = coalesce($3, max_count),
    changed_at = date_trunc('milliseconds', clock_timestamp()),
    deleted_at = CASE WHEN $4 THEN date_trunc('milliseconds', clock_timestamp()) END
WHERE number = $1
RETURNING number, id, scope, scope_id, period, max_amount, max_count, currency, created_at
