-- Takes deliveries that are due; see R__webhooks.sql.
-- Parameters: $1 how many at most, $2 at most at a time to one endpoint, $3 pending ones that one
-- endpoint may have before no more are made, $4 events to go on by in the feed, $5 seconds of a
-- lease.
-- Returns: delivery, endpoint, business, url, position and moment of the event, attempts so far,
-- secrets, the newest first.
-- Locks: the endpoints that nobody else has locked, and the deliveries.
SELECT delivery, endpoint, business, url, event_position, event_at, attempts, secrets
FROM claim_deliveries($1, $2, $3, $4, $5)
