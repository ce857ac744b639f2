-- Makes one more delivery of an event, which waits for no other.
-- Parameters: $1 endpoint's number, $2 position, $3 moment and $4 type of the event.
-- Returns: the delivery, as webhook_deliveries.sql does.
-- Locks: none.
INSERT INTO webhook_deliveries (endpoint, position, event_at, event_type, next_attempt_at)
VALUES ($1, $2, $3, $4, date_trunc('milliseconds', clock_timestamp()))
RETURNING number, position, event_at, event_type, status, next_attempt_at, created_at, '[]'
