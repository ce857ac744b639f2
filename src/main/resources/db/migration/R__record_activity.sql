-- Records an activity, advances the flows that wait for it, and notes the rewards that it earned,
-- all in one commit and once for its id. Returns one row; outcome is
--   0 recorded         the rest is the activity as it is shown
--   1 recorded before  by the same request: the activity as it was then
--   2 id reused        for a different activity; nothing was changed
-- Locks, in this order: the activity's id, the client's place if the client is new, the client's
-- progress in each flow by ascending number. So no two activities wait for one another.
CREATE OR REPLACE FUNCTION record_activity(
  in_business int, in_key uuid, in_fingerprint bigint, in_actor int, in_activity_id text,
  in_type text, in_client_reference text, in_location int, in_occurred_at timestamptz)
RETURNS TABLE (
  outcome smallint, number bigint, activity_id text, type text, client_reference text,
  location int, actor int, occurred_at timestamptz, recorded_at timestamptz, ids uuid[],
  reached bigint[], targets int[], amounts bigint[], currencies text[])
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  its_outcome     smallint := 1;
  its_number      bigint;
  its_fingerprint bigint;
  its_client      bigint;
  its_flows       bigint[];
  its_reached     bigint[];
  moment          timestamptz;
BEGIN
  -- A copy of this request waits here until the first one is committed, and then sees it.
  PERFORM pg_advisory_xact_lock(hashtextextended(in_key::text, in_business));
  SELECT a.number, a.fingerprint INTO its_number, its_fingerprint
    FROM activities a WHERE a.business = in_business AND a.activity_key = in_key;
  IF its_number IS NULL THEN
    SELECT c.number INTO its_client
      FROM clients c WHERE c.business = in_business AND c.reference = in_client_reference;
    IF its_client IS NULL THEN
      INSERT INTO clients (business, reference) VALUES (in_business, in_client_reference)
        ON CONFLICT DO NOTHING;
      SELECT c.number INTO its_client
        FROM clients c WHERE c.business = in_business AND c.reference = in_client_reference;
    END IF;

    its_outcome := 0;
    its_number := nextval('activity_numbers');
    moment := date_trunc('milliseconds', clock_timestamp());
    WITH advanced AS (
      INSERT INTO flow_progress AS p (flow, client, reached)
        SELECT f.number, its_client, 1 FROM flows f
        WHERE f.business = in_business AND f.event = in_type AND f.enabled
        ORDER BY f.number
      ON CONFLICT (flow, client) DO UPDATE SET reached = p.reached + 1
        -- What is given once is not counted any further.
        WHERE EXISTS (
          SELECT FROM flows f WHERE f.number = p.flow AND (f.repeats OR p.reached < f.target))
      RETURNING p.flow, p.reached
    ), earned AS (
      INSERT INTO flow_rewards (flow, client, n, business, activity, retry_at)
        SELECT a.flow, its_client, a.reached / f.target, in_business, its_number,
               moment + interval '5 seconds'
        FROM advanced a JOIN flows f ON f.number = a.flow
        WHERE a.reached % f.target = 0
    )
    SELECT array_agg(a.flow ORDER BY a.flow), array_agg(a.reached ORDER BY a.flow)
      INTO its_flows, its_reached FROM advanced a;
    INSERT INTO activities (business, number, client, location, actor, activity_key, fingerprint,
                            occurred_at, recorded_at, activity_id, type, flows, reached)
      VALUES (in_business, its_number, its_client, in_location, in_actor, in_key, in_fingerprint,
              in_occurred_at, moment, in_activity_id, in_type, its_flows, its_reached);
  ELSIF its_fingerprint <> in_fingerprint THEN
    RETURN QUERY SELECT 2::smallint, NULL::bigint, NULL, NULL, NULL, NULL::int, NULL::int,
      NULL::timestamptz, NULL::timestamptz, NULL::uuid[], NULL::bigint[], NULL::int[],
      NULL::bigint[], NULL::text[];
    RETURN;
  END IF;
  RETURN QUERY
    SELECT its_outcome, s.number, s.activity_id, s.type, s.client_reference, s.location, s.actor,
           s.occurred_at, s.recorded_at, s.ids, s.reached, s.targets, s.amounts, s.currencies
    FROM activities_shown s WHERE s.business = in_business AND s.number = its_number;
END $$;

-- Records activities of any businesses as one statement and one commit: one array a column, one
-- element an activity. Returns a row as above for each, with its place in the arrays from 1.
-- Locks: first all ids, in one order for all callers; then the progress of clients in the order of
-- their references. Who waits for an id holds no progress yet, so batches cannot deadlock.
CREATE OR REPLACE FUNCTION record_activities(
  p_business int[], p_key uuid[], p_fingerprint bigint[], p_actor int[], p_activity_id text[],
  p_type text[], p_client_reference text[], p_location int[], p_occurred_at timestamptz[])
RETURNS TABLE (
  ordinal int, outcome smallint, number bigint, activity_id text, type text, client_reference text,
  location int, actor int, occurred_at timestamptz, recorded_at timestamptz, ids uuid[],
  reached bigint[], targets int[], amounts bigint[], currencies text[])
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_advisory_xact_lock(k.bits)
    FROM (SELECT DISTINCT hashtextextended(u.key::text, u.business) AS bits
          FROM unnest(p_business, p_key) AS u (business, key) ORDER BY 1) k;
  RETURN QUERY
    SELECT u.ordinal::int, r.*
    FROM (SELECT * FROM unnest(p_business, p_key, p_fingerprint, p_actor, p_activity_id, p_type,
                               p_client_reference, p_location, p_occurred_at) WITH ORDINALITY
            AS all_of_them (business, key, fingerprint, actor, activity_id, type,
                            client_reference, location, occurred_at, ordinal)
          ORDER BY business, client_reference, ordinal) u
    CROSS JOIN LATERAL record_activity(
      u.business, u.key, u.fingerprint, u.actor, u.activity_id, u.type, u.client_reference,
      u.location, u.occurred_at) r;
END $$;
