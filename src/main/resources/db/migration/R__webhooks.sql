-- Telling those who asked to be told.
--
--   claim_deliveries(...)   makes deliveries of what is new in the feed, and takes some that are due
--   record_attempt(...)     what became of one
-- Locks: claim_deliveries takes the endpoints that nobody else is looking at, one claim each, and
-- skips the others, so that two instances never send the same delivery at a time, nor more to one
-- endpoint than it shall have. A delivery that was taken is not taken again before its lease is
-- over. The sender must be done, or have given up, by then.
--
-- Order: a delivery waits for every earlier one to the same endpoint with the same subject, until
-- that has succeeded or failed for good.

-- Whether an event is among those that were asked for: by name, as "wallet.*", or as "*".
CREATE OR REPLACE FUNCTION event_matches(in_type text, in_types text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT in_types IS NULL
    OR in_types && ARRAY['*', in_type, split_part(in_type, '.', 1) || '.*']
$$;

-- The number that an id of a wallet carries; see io.holdfast.wallet.Ids.
CREATE OR REPLACE FUNCTION wallet_number(in_id uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT (('x' || substr(h, 14, 3))::bit(12)::bigint << 28)
      | ((('x' || substr(h, 17, 16))::bit(64)::bigint >> 34) & ((1::bigint << 28) - 1))
    FROM (SELECT replace(in_id::text, '-', '') AS h) AS hex
$$;

-- What an event is about, as far as order goes: a wallet, or a thing beside the journal.
CREATE OR REPLACE FUNCTION event_subject(in_wallet bigint, in_type text, in_data text)
RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  its_wallet text;
BEGIN
  IF in_wallet IS NOT NULL THEN
    RETURN in_wallet;
  END IF;
  its_wallet := CASE WHEN in_type LIKE 'wallet.%' THEN in_data::json ->> 'id'
                     ELSE in_data::json ->> 'wallet_id' END;
  IF its_wallet IS NOT NULL THEN
    RETURN wallet_number(its_wallet::uuid);
  END IF;
  RETURN -1 - (hashtextextended(coalesce(in_data::json ->> 'id', in_type), 0)
               & 4611686018427387903);
END $$;

-- An endpoint as the API shows it.
CREATE OR REPLACE FUNCTION webhook_endpoint_document(in_endpoint int) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT row_to_json(shown)::text
    FROM (
      SELECT id, url, coalesce(event_types, '{*}') AS event_types, description, enabled,
             disabled_reason, api_time(created_at) AS created_at
      FROM webhook_endpoints WHERE number = in_endpoint) AS shown
$$;

-- Makes an endpoint that is told of what happens from now on. Its document; nothing if the business
-- has as many as it may have.
-- Locks: making endpoints of this business.
CREATE OR REPLACE FUNCTION create_webhook_endpoint(
  in_id uuid, in_business int, in_actor int, in_url text, in_types text[], in_description text,
  in_secret bytea, in_max int)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  its_number int;
  document   text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('webhook endpoints', in_business));
  IF (SELECT count(*) FROM webhook_endpoints WHERE business = in_business AND NOT deleted)
     >= in_max THEN
    RETURN NULL;
  END IF;
  INSERT INTO webhook_endpoints (id, business, url, event_types, description, position)
    VALUES (in_id, in_business, in_url, in_types, in_description,
            coalesce((SELECT last FROM feeds WHERE business = in_business), 0))
    RETURNING number INTO its_number;
  INSERT INTO webhook_secrets (endpoint, secret) VALUES (its_number, in_secret);
  document := webhook_endpoint_document(its_number);
  PERFORM record_change(
    in_business, in_actor, 'webhook_endpoint.created', in_id, NULL, document);
  RETURN document;
END $$;

-- Changes what is not null here; nothing if there is no such endpoint. One that is enabled again
-- goes on where it stopped. Its document. Locks: the endpoint.
CREATE OR REPLACE FUNCTION update_webhook_endpoint(
  in_business int, in_id uuid, in_actor int, in_url text, in_types text[], in_description text,
  in_enabled boolean)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  its_number int;
  old        text;
  document   text;
BEGIN
  SELECT number INTO its_number FROM webhook_endpoints
    WHERE business = in_business AND id = in_id AND NOT deleted FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  old := webhook_endpoint_document(its_number);
  UPDATE webhook_endpoints SET
      url = coalesce(in_url, url),
      event_types = coalesce(in_types, event_types),
      description = coalesce(in_description, description),
      enabled = coalesce(in_enabled, enabled),
      disabled_reason = CASE WHEN in_enabled IS NULL THEN disabled_reason END,
      failing = failing AND in_enabled IS NULL
    WHERE number = its_number;
  document := webhook_endpoint_document(its_number);
  PERFORM record_change(
    in_business, in_actor, 'webhook_endpoint.updated', in_id, old, document);
  RETURN document;
END $$;

-- Whether there was such an endpoint. Its secrets go at once, its log in time. Locks: the endpoint.
CREATE OR REPLACE FUNCTION delete_webhook_endpoint(in_business int, in_id uuid, in_actor int)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  its_number int;
BEGIN
  UPDATE webhook_endpoints SET deleted = true, enabled = false
    WHERE business = in_business AND id = in_id AND NOT deleted RETURNING number INTO its_number;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM webhook_secrets WHERE endpoint = its_number;
  PERFORM record_change(in_business, in_actor, 'webhook_endpoint.deleted', in_id,
    webhook_endpoint_document(its_number), NULL);
  RETURN true;
END $$;

-- Gives an endpoint another secret; those it had sign along for some time, at most so many. When
-- that time is over, as the API shows it; nothing if there is no such endpoint.
-- Locks: the endpoint.
CREATE OR REPLACE FUNCTION rotate_webhook_secret(
  in_business int, in_id uuid, in_actor int, in_secret bytea, in_overlap_seconds int, in_max int)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  its_number int;
  ends       timestamptz :=
    date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => in_overlap_seconds);
BEGIN
  SELECT number INTO its_number FROM webhook_endpoints
    WHERE business = in_business AND id = in_id AND NOT deleted FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  UPDATE webhook_secrets SET expires_at = ends WHERE endpoint = its_number AND expires_at IS NULL;
  INSERT INTO webhook_secrets (endpoint, secret) VALUES (its_number, in_secret);
  DELETE FROM webhook_secrets WHERE endpoint = its_number AND number NOT IN (
    SELECT number FROM webhook_secrets WHERE endpoint = its_number
      AND (expires_at IS NULL OR expires_at > clock_timestamp())
    ORDER BY number DESC LIMIT in_max);
  PERFORM record_change(
    in_business, in_actor, 'webhook_endpoint.secret_rotated', in_id, NULL, NULL);
  RETURN api_time(ends);
END $$;

-- Makes deliveries of what is new in the feed for an endpoint, unless as many as it may have are
-- pending. To be called under the endpoint's lock.
CREATE OR REPLACE FUNCTION schedule_deliveries(
  in_endpoint int, in_business int, in_after bigint, in_last bigint, in_types text[],
  in_pending_max int, in_chunk int)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  upto bigint := least(in_last, in_after + in_chunk);
BEGIN
  IF upto <= in_after OR (SELECT count(*) FROM webhook_deliveries
                          WHERE endpoint = in_endpoint AND status = 0) >= in_pending_max THEN
    RETURN;
  END IF;
  INSERT INTO webhook_deliveries (
      endpoint, position, event_at, event_type, subject, next_attempt_at)
    SELECT in_endpoint, f.position, f.created_at, f.type, event_subject(f.wallet, f.type, f.data),
           clock_timestamp()
    FROM feed_events(in_business, in_after, upto) AS f
    WHERE event_matches(f.type, in_types)
    ORDER BY f.position;
  UPDATE webhook_endpoints SET position = upto WHERE number = in_endpoint;
END $$;

-- Deliveries to be sent now: at most in_limit in all, and so many at a time to one endpoint, but one
-- at a time to an endpoint whose last attempt failed. Who is behind gets no more than is pending.
-- Locks: the endpoints, then the deliveries; waits for neither.
CREATE OR REPLACE FUNCTION claim_deliveries(
  in_limit int, in_each int, in_pending_max int, in_chunk int, in_lease_seconds int)
RETURNS TABLE (
  delivery bigint, endpoint int, business int, url text, event_position bigint,
  event_at timestamptz, attempts int, secrets bytea[])
LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  e    record;
  room int;
  left_over int := in_limit;
  moment timestamptz := clock_timestamp();
BEGIN
  FOR e IN
    SELECT w.*, coalesce(f.last, 0) AS feed_last
    FROM webhook_endpoints w LEFT JOIN feeds f ON f.business = w.business
    WHERE w.enabled
      AND (w.position < f.last OR EXISTS (
        SELECT FROM webhook_deliveries d
        WHERE d.endpoint = w.number AND d.status = 0 AND d.next_attempt_at <= moment
          AND (d.leased_until IS NULL OR d.leased_until <= moment)))
    ORDER BY random() -- Nobody is always the last to be looked at.
    FOR NO KEY UPDATE OF w SKIP LOCKED
  LOOP
    EXIT WHEN left_over <= 0;
    PERFORM schedule_deliveries(
      e.number, e.business, e.position, e.feed_last, e.event_types, in_pending_max, in_chunk);
    moment := clock_timestamp();
    room := CASE WHEN e.failing THEN 1 ELSE in_each END
      - (SELECT count(*) FROM webhook_deliveries d
         WHERE d.endpoint = e.number AND d.status = 0 AND d.leased_until > moment);
    CONTINUE WHEN room <= 0;
    RETURN QUERY
      UPDATE webhook_deliveries d
      SET leased_until = moment + make_interval(secs => in_lease_seconds)
      FROM (
        SELECT c.number FROM webhook_deliveries c
        WHERE c.endpoint = e.number AND c.status = 0 AND c.next_attempt_at <= moment
          AND (c.leased_until IS NULL OR c.leased_until <= moment)
          AND NOT EXISTS (
            SELECT FROM webhook_deliveries p
            WHERE p.endpoint = c.endpoint AND p.subject = c.subject AND p.number < c.number
              AND p.status = 0)
        ORDER BY c.number
        LIMIT least(room, left_over)
        -- Who records an attempt locks the delivery and then the endpoint, which is held here:
        -- waiting for a delivery would be a deadlock. It is claimed the next time.
        FOR UPDATE OF c SKIP LOCKED
      ) AS due
      WHERE d.number = due.number
      RETURNING d.number, d.endpoint, e.business, e.url, d.position, d.event_at, d.attempts, ARRAY(
        SELECT s.secret FROM webhook_secrets s
        WHERE s.endpoint = e.number AND (s.expires_at IS NULL OR s.expires_at > moment)
        ORDER BY s.number DESC);
    GET DIAGNOSTICS room = ROW_COUNT;
    left_over := left_over - room;
  END LOOP;
END $$;

-- What became of an attempt: in_outcome 1 succeeded, 2 failed for good, 0 to be tried again after
-- in_delay_millis; 3 failed for good since the endpoint is gone. Whether the endpoint was disabled
-- by it: one that is gone, or to which nothing got through since a delivery was made that has now
-- failed for good. Nothing is recorded of an attempt that somebody else made in the meantime.
-- Locks: the delivery, the endpoint.
CREATE OR REPLACE FUNCTION record_attempt(
  in_delivery bigint, in_attempt int, in_outcome int, in_delay_millis bigint, in_status_code int,
  in_error text, in_duration_millis int)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d      webhook_deliveries%ROWTYPE;
  e      webhook_endpoints%ROWTYPE;
  reason text;
BEGIN
  UPDATE webhook_deliveries SET
      status = CASE in_outcome WHEN 0 THEN 0 WHEN 1 THEN 1 ELSE 2 END,
      attempts = in_attempt,
      leased_until = NULL,
      next_attempt_at = CASE WHEN in_outcome = 0
        THEN clock_timestamp() + in_delay_millis * interval '1 millisecond' END
    WHERE number = in_delivery AND status = 0 AND attempts = in_attempt - 1
    RETURNING * INTO d;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO webhook_attempts (delivery, attempt, status_code, error, duration_millis)
    VALUES (in_delivery, in_attempt, in_status_code, in_error, in_duration_millis);
  IF in_outcome = 1 THEN
    UPDATE webhook_endpoints SET failing = false WHERE number = d.endpoint AND failing;
    RETURN false;
  END IF;
  UPDATE webhook_endpoints SET failing = true WHERE number = d.endpoint AND NOT failing;
  reason := CASE
    WHEN in_outcome = 3 THEN 'gone'
    WHEN in_outcome = 2 AND NOT EXISTS (
      SELECT FROM webhook_deliveries s
      JOIN webhook_attempts a ON a.delivery = s.number AND a.attempt = s.attempts
      WHERE s.endpoint = d.endpoint AND s.status = 1 AND a.created_at > d.created_at)
      THEN 'failing' END;
  IF reason IS NULL THEN
    RETURN false;
  END IF;
  UPDATE webhook_endpoints SET enabled = false, disabled_reason = reason
    WHERE number = d.endpoint AND enabled RETURNING * INTO e;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM record_change(e.business, 0, 'webhook_endpoint.disabled', e.id, NULL,
    webhook_endpoint_document(e.number));
  PERFORM emit_event(e.business, 'webhook_endpoint.disabled', webhook_endpoint_document(e.number));
  RETURN true;
END $$;

-- Removes some of what is too old for the log; how many deliveries.
CREATE OR REPLACE FUNCTION purge_deliveries(in_days int, in_limit int) RETURNS int
LANGUAGE sql VOLATILE AS $$
  WITH old AS (
    DELETE FROM webhook_deliveries d USING (
      SELECT o.number FROM webhook_deliveries o JOIN webhook_endpoints e ON e.number = o.endpoint
      WHERE o.created_at < clock_timestamp() - make_interval(days => in_days)
        AND (o.status <> 0 OR e.deleted)
      ORDER BY o.number LIMIT in_limit FOR UPDATE OF o SKIP LOCKED) AS o
    WHERE d.number = o.number RETURNING d.number
  ), log AS (
    DELETE FROM webhook_attempts a USING old WHERE a.delivery = old.number
  )
  SELECT count(*)::int FROM old
$$;
