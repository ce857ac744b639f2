-- From the outbox to the feed: sealing.
--
--   seal_events(limit)  moves rows of the outbox that are visible to the feed, in the order of their
--                       numbers, and gives each event the next position of its business.
-- Locks: an advisory lock, so that one session seals at a time, whichever instance it belongs to.
--
-- Commits become visible out of the order of numbers: whoever pages through the outbox by number
-- would pass one that commits late, and never see it. The feed has positions instead, which are
-- given by one session at a time to what it sees: they have no gaps, and whoever has read up to a
-- position has read everything up to it, since nothing is ever put in before it.
--
-- Order for each wallet: a change draws its number while it holds the lock of its wallet's row. The
-- next change of that wallet waits for the lock until the first one is committed, so its number is
-- higher, and no snapshot shows it without showing the first one. A sealing that sees both takes
-- the lower number first; one that sees only the first has placed it before a later one sees more.
--
-- Never lost: rows leave the outbox in the commit that puts them into the feed. A sealer that dies
-- leaves everything as it was.
--
-- Settled: dead rows at the head of the outbox, which a long report keeps from being removed, are
-- not to be gone through ten times a second. Every transaction has its id before it draws a number
-- (it holds a row lock, or asked for one), so a number below one that is visible was drawn by a
-- transaction whose id is below the sealer's own. Once all of these have ended, and one more look
-- was taken, no number up to that one can appear any more.
CREATE OR REPLACE FUNCTION seal_events(in_limit int, OUT sealed int, OUT lag_millis bigint)
LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off
AS $$
DECLARE
  s       sealing%ROWTYPE;
  horizon xid8;
  highest bigint;
  oldest  timestamptz;
BEGIN
  sealed := -1; -- Another session is at it.
  lag_millis := 0;
  IF NOT pg_try_advisory_xact_lock(hashtextextended('holdfast sealing of events', 0)) THEN
    RETURN;
  END IF;
  SELECT * INTO s FROM sealing;
  sealed := 0;
  -- Before the look: what has ended by now, the look sees.
  horizon := pg_snapshot_xmin(pg_current_snapshot());
  IF NOT EXISTS (SELECT FROM outbox WHERE number > s.settled) THEN
    RETURN;
  END IF;
  WITH ready AS MATERIALIZED (
    SELECT o.*, coalesce(cardinality(o.wallets), 1) AS events
    FROM outbox o WHERE number > s.settled ORDER BY number LIMIT in_limit
  ), placed AS (
    SELECT r.*, coalesce(f.last, 0)
             + sum(r.events) OVER (PARTITION BY r.business ORDER BY r.number) AS last
    FROM ready r LEFT JOIN feeds f ON f.business = r.business
  ), told AS (
    INSERT INTO feed (business, last, first, wallets, sequences, type, data, created_at)
    SELECT business, last, last - events + 1, wallets, sequences, type, data, created_at
    FROM placed ORDER BY number
  ), counted AS (
    INSERT INTO feeds (business, last)
    SELECT business, max(last) FROM placed GROUP BY business ORDER BY business
    ON CONFLICT (business) DO UPDATE SET last = EXCLUDED.last
  ), gone AS (
    DELETE FROM outbox o USING ready r WHERE o.number = r.number
  )
  SELECT count(*), max(number), min(created_at) INTO sealed, highest, oldest FROM ready;
  lag_millis := greatest(0, extract(epoch FROM clock_timestamp() - oldest) * 1000)::bigint;
  IF s.candidate_xid < horizon THEN
    UPDATE sealing SET
      settled = CASE WHEN sealed < in_limit THEN s.candidate ELSE least(s.candidate, highest) END,
      candidate = greatest(s.candidate, highest),
      candidate_xid = pg_current_xact_id();
  END IF;
END $$;

-- What an element of the feed's arrays is called.
CREATE OR REPLACE FUNCTION event_type(in_kind smallint, in_sequence bigint, in_hold_status smallint)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN in_sequence < 0 AND in_hold_status = 1 THEN 'authorization.partially_captured'
    WHEN in_sequence < 0 THEN 'authorization.captured'
    WHEN in_kind = 1 THEN 'authorization.created'
    WHEN in_kind = 2 THEN 'authorization.incremented'
    WHEN in_kind = 4 THEN 'authorization.voided'
    WHEN in_kind = 5 THEN 'authorization.expired'
    ELSE 'transaction.created' END
$$;

-- Events of a business, those after a position and up to another, in order. Type and moment are the
-- journal row's where the event is one.
CREATE OR REPLACE FUNCTION feed_events(in_business int, in_after bigint, in_upto bigint)
RETURNS TABLE (
  "position" bigint, type text, created_at timestamptz, data text, wallet bigint, sequence bigint)
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT e.position, coalesce(e.type, event_type(j.kind, e.sequence, j.hold_status)),
         coalesce(j.created_at, e.created_at), e.data, e.wallet, e.sequence
  FROM (
    SELECT f.first + coalesce(u.place, 1) - 1 AS position, f.type, f.created_at, f.data, u.wallet,
           u.sequence
    FROM feed f
    LEFT JOIN LATERAL unnest(f.wallets, f.sequences) WITH ORDINALITY
      AS u (wallet, sequence, place) ON true
    WHERE f.business = in_business AND f.last > in_after AND f.first <= in_upto
  ) AS e
  LEFT JOIN LATERAL (
    SELECT * FROM journal WHERE wallet = e.wallet AND sequence = abs(e.sequence) LIMIT 1) j ON true
  WHERE e.position > in_after AND e.position <= in_upto
  ORDER BY e.position
$$;
