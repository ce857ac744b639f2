-- The log of an endpoint's deliveries, newest first.
-- Parameters: $1 endpoint's number, $2 only those below this number, $3 how many.
-- Returns: number, position and moment of the event, its type, status, next attempt or null, when it
-- was made, its attempts as JSON.
-- Locks: none.
SELECT d.number, d.position, d.event_at, d.event_type, d.status, d.next_attempt_at, d.created_at,
       coalesce((
         SELECT json_agg(row_to_json(shown) ORDER BY shown.attempt)
         FROM (
           SELECT attempt, api_time(created_at) AS created_at, status_code, error,
                  duration_millis AS duration_ms
           FROM webhook_attempts WHERE delivery = d.number) AS shown), '[]')::text
FROM webhook_deliveries d
WHERE d.endpoint = $1 AND d.number < $2
ORDER BY d.number DESC
LIMIT $3
