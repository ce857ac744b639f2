-- Limits, decided where the money is: in the statement that posts, under locks of that statement.
--
--   limit_start, limit_end   the window of the calendar that a moment is in
--   lock_limits(batch)       finds the windows a batch may charge or give back to, and locks them
--   charge_limits(...)       one hold, increment or debit: charged, or which limit says no
--   release_limits(...)      gives back what was charged for a hold or debit, to where it was taken
--
-- Locks: rows of limit_usage, all that the batch may touch, in ascending order, after the rows of
-- its wallets and before any of its limits is decided. Whoever waits for such a row has the wallets
-- he needs, and every row before it: nobody waits in a circle.
--
-- What counts: amounts of holds, increments and debits; a hold or a debit counts as one, an
-- increment as nothing. What gives back: whatever releases a hold, and reversals. Newest charges
-- first; the count comes back with the last of the amount.

-- When it is this late in a zone. Of a time that a clock shows twice, the first; of one that is
-- skipped, the moment of the skip.
CREATE OR REPLACE FUNCTION first_instant(in_local timestamp, in_zone text)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN (later - interval '1 hour') AT TIME ZONE in_zone = in_local
              THEN later - interval '1 hour' ELSE later END
  FROM (SELECT in_local AT TIME ZONE in_zone AS later) AS l;
$$;

-- Hours are as long as hours are, also when the clock is changed; days, weeks (from Monday) and
-- months begin at midnight in the zone.
CREATE OR REPLACE FUNCTION limit_start(in_period text, in_zone text, in_moment timestamptz)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE in_period
    WHEN 'hour' THEN date_trunc('hour', in_moment, in_zone)
    ELSE first_instant(date_trunc(in_period, in_moment AT TIME ZONE in_zone), in_zone) END;
$$;

CREATE OR REPLACE FUNCTION limit_end(in_period text, in_zone text, in_moment timestamptz)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE in_period
    WHEN 'hour' THEN date_trunc('hour', in_moment, in_zone) + interval '1 hour'
    ELSE first_instant(
      date_trunc(in_period, in_moment AT TIME ZONE in_zone) + ('1 ' || in_period)::interval,
      in_zone) END;
$$;

-- The operations of a batch at these places, by what limits want to know of them: of an increment
-- the location is its hold's; held is the sequence under which charges can be given back.
CREATE OR REPLACE FUNCTION limited_operations(
  in_places int[], in_kind smallint[], in_business int[], in_wallet bigint[], in_flags smallint[],
  in_target bigint[], in_location int[])
RETURNS TABLE (
  business int, wallet bigint, location bigint, currency text, charges boolean, held bigint)
LANGUAGE sql STABLE AS $$
  SELECT w.business, w.number, coalesce(h.location, o.location), w.currency,
         o.kind IN (1, 2, 6) AND o.flags & 8 = 8,
         CASE WHEN o.kind IN (3, 4, 5) THEN o.target
              WHEN o.kind = 8 AND o.flags & 16 = 16
                THEN CASE WHEN j.kind = 3 THEN j.target ELSE o.target END END
  FROM (SELECT in_kind[p] AS kind, in_business[p] AS business, in_wallet[p] AS wallet,
               in_flags[p] AS flags, in_target[p] AS target, in_location[p] AS location
        FROM unnest(in_places) AS p) AS o
  JOIN wallets w ON w.number = o.wallet AND w.business = o.business
  LEFT JOIN holds h ON o.kind = 2 AND h.wallet = o.wallet AND h.sequence = o.target
  LEFT JOIN journal j ON o.kind = 8 AND j.wallet = o.wallet AND j.sequence = o.target;
$$;

-- Returns the windows in which the batch may charge, for charge_limits: what is found here holds
-- for the whole batch, whoever changes limits or time zones meanwhile.
CREATE OR REPLACE FUNCTION lock_limits(
  in_places int[], in_kind smallint[], in_business int[], in_wallet bigint[], in_flags smallint[],
  in_target bigint[], in_location int[], in_moment timestamptz)
RETURNS limit_window[] LANGUAGE plpgsql AS $$
DECLARE
  windows limit_window[];
BEGIN
  SELECT array_agg(ROW(l.number, l.business, l.scope, l.subject, l.currency,
                       limit_start(l.period, b.time_zone, in_moment),
                       limit_end(l.period, b.time_zone, in_moment))::limit_window)
    INTO windows
    FROM limits l JOIN businesses b ON b.number = l.business
    WHERE l.deleted_at IS NULL AND (l.business, l.scope, coalesce(l.subject, 0)) IN (
      SELECT o.business, s.scope, s.subject
      FROM limited_operations(in_places, in_kind, in_business, in_wallet, in_flags, in_target,
                              in_location) AS o
      CROSS JOIN LATERAL (VALUES (1::smallint, 0::bigint), (1, o.wallet), (2, 0), (2, o.location),
                                 (3, 0)) AS s(scope, subject)
      WHERE o.charges);

  -- An update that changes nothing still locks, row by row in this order, and what is not there is
  -- made: one pass over old and new rows.
  INSERT INTO limit_usage AS u (limit_number, subject, starts_at)
    SELECT limit_number, subject, starts_at
    FROM (
      SELECT w.limit_number,
             CASE w.scope WHEN 1 THEN o.wallet WHEN 2 THEN o.location ELSE o.business END AS subject,
             w.starts_at
      FROM limited_operations(in_places, in_kind, in_business, in_wallet, in_flags, in_target,
                              in_location) AS o
      JOIN unnest(windows) AS w ON limit_applies(w, o.business, o.wallet, o.location, o.currency)
      WHERE o.charges
      UNION
      SELECT c.limit_number, c.subject, c.starts_at
      FROM limited_operations(in_places, in_kind, in_business, in_wallet, in_flags, in_target,
                              in_location) AS o
      JOIN limit_charges c ON c.wallet = o.wallet AND c.sequence = o.held
    ) AS touched
    ORDER BY 1, 2, 3
    ON CONFLICT (limit_number, subject, starts_at) DO UPDATE SET count = u.count WHERE false;
  RETURN coalesce(windows, '{}');
END $$;

CREATE OR REPLACE FUNCTION limit_applies(
  in_window limit_window, in_business int, in_wallet bigint, in_location bigint, in_currency text)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (in_window).business = in_business
     AND ((in_window).currency IS NULL OR (in_window).currency = in_currency)
     AND CASE (in_window).scope
         WHEN 1 THEN coalesce((in_window).subject, in_wallet) = in_wallet
         WHEN 2 THEN in_location <> 0 AND coalesce((in_window).subject, in_location) = in_location
         ELSE true END;
$$;

-- Charges an operation that is covered, or says which limit is in its way: of several the one that
-- stays in it longest. Where less will do, as much as every limit has room for.
--   in_count   what it counts as: 1, or 0 for an increment
--   charged    whether anything is charged now
--   taken      the amount, or what there is room for
--   exceeded   the limit that says no, as callers see it; then nothing was changed
--   resets_at  when its window ends
CREATE OR REPLACE FUNCTION charge_limits(
  in_windows limit_window[], in_business int, in_wallet bigint, in_location bigint,
  in_currency text, in_sequence bigint, in_amount bigint, in_partial boolean, in_count int,
  OUT charged boolean, OUT taken bigint, OUT exceeded text, OUT resets_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  range_max CONSTANT bigint := 9007199254740991;
  mine      limit_window[];
  room      bigint;
BEGIN
  charged := false;
  taken := in_amount;
  SELECT array_agg(ROW(w.limit_number, w.business, w.scope,
                       CASE w.scope WHEN 1 THEN in_wallet WHEN 2 THEN in_location
                                    ELSE in_business END,
                       w.currency, w.starts_at, w.ends_at)::limit_window)
    INTO mine
    FROM unnest(in_windows) AS w
    WHERE limit_applies(w, in_business, in_wallet, in_location, in_currency);
  IF mine IS NULL THEN
    RETURN;
  END IF;

  IF in_partial THEN
    SELECT min(coalesce(l.max_amount, range_max) - u.amount) INTO room
      FROM unnest(mine) AS w
      JOIN limits l ON l.number = w.limit_number AND l.deleted_at IS NULL
      JOIN limit_usage u ON u.limit_number = w.limit_number AND u.subject = w.subject
                        AND u.starts_at = w.starts_at
      WHERE w.currency IS NOT NULL;
    IF room > 0 THEN
      taken := least(taken, room);
    END IF;
  END IF;

  SELECT (SELECT row_to_json(seen)
          FROM (SELECT l.id, (ARRAY['wallet', 'location', 'business'])[l.scope] AS scope,
                       l.period AS "window", l.max_amount, l.max_count, l.currency) AS seen)::text,
         w.ends_at
    INTO exceeded, resets_at
    FROM unnest(mine) AS w
    JOIN limits l ON l.number = w.limit_number AND l.deleted_at IS NULL
    JOIN limit_usage u ON u.limit_number = w.limit_number AND u.subject = w.subject
                      AND u.starts_at = w.starts_at
    WHERE (in_count > 0 AND u.count + in_count > l.max_count)
       OR (w.currency IS NOT NULL AND taken > coalesce(l.max_amount, range_max) - u.amount)
    ORDER BY w.ends_at DESC, l.number
    LIMIT 1;
  IF FOUND THEN
    RETURN;
  END IF;

  charged := true;
  UPDATE limit_usage u SET
      amount = u.amount + CASE WHEN w.currency IS NULL THEN 0 ELSE taken END,
      count = u.count + in_count
    FROM unnest(mine) AS w
    WHERE u.limit_number = w.limit_number AND u.subject = w.subject AND u.starts_at = w.starts_at;
  INSERT INTO limit_charges AS c
    SELECT in_wallet, in_sequence, w.limit_number, w.subject, w.starts_at, taken, in_count
    FROM unnest(mine) AS w
    ON CONFLICT (wallet, sequence, limit_number, starts_at)
      DO UPDATE SET amount = c.amount + excluded.amount;
END $$;

CREATE OR REPLACE FUNCTION release_limits(in_wallet bigint, in_sequence bigint, in_amount bigint)
RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH mine AS MATERIALIZED (
    SELECT c.*,
           greatest(0, least(c.amount, in_amount - (sum(c.amount) OVER newest - c.amount)))::bigint
             AS back,
           CASE WHEN sum(c.amount) OVER (PARTITION BY c.limit_number) <= in_amount
                THEN c.count ELSE 0 END AS count_back
    FROM limit_charges c
    WHERE c.wallet = in_wallet AND c.sequence = in_sequence
    WINDOW newest AS (PARTITION BY c.limit_number ORDER BY c.starts_at DESC)
  ), given AS (
    UPDATE limit_charges c SET amount = c.amount - m.back, count = c.count - m.count_back
    FROM mine m
    WHERE c.wallet = m.wallet AND c.sequence = m.sequence AND c.limit_number = m.limit_number
      AND c.starts_at = m.starts_at
  )
  UPDATE limit_usage u SET
      amount = u.amount - CASE WHEN l.currency IS NULL THEN 0 ELSE m.back END,
      count = u.count - m.count_back
    FROM mine m JOIN limits l ON l.number = m.limit_number
    WHERE u.limit_number = m.limit_number AND u.subject = m.subject AND u.starts_at = m.starts_at;
$$;
