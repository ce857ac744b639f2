-- Three of the five appointments that earn the reward of the demo's flow, one a week, as if they
-- had been reported.
-- Parameters: $1 business, $2 client's reference, $3 location, $4 moment.
-- Returns: a row each.
-- Locks: as record_activity().
SELECT a.outcome
FROM generate_series(1, 3) AS d (n),
  record_activity(
    $1,
    -- As the service makes a key of an id.
    encode(substr(sha256(convert_to('demo-appointment-' || d.n, 'UTF8')), 1, 16), 'hex')::uuid,
    0, 0, 'demo-appointment-' || d.n, 'appointment.completed', $2, $3,
    $4::timestamptz - make_interval(days => 28 - 7 * d.n)) AS a
