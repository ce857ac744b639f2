-- The slices in which a report goes through a period, in the order of time. Each is found by the time
-- index and sorted by itself: the first rows come at once, and nothing is ever sorted as a whole.
-- The first and the last reach as far as the period does, which may be without a bound; those between
-- share the time in which there was a business.
--
-- In SQL, so that it becomes part of the statement that asks, and its plan. OFFSET 0, so that the
-- planner leaves it in one piece.
CREATE OR REPLACE FUNCTION report_slices(
  in_business int, in_from timestamptz, in_until timestamptz,
  OUT n int, OUT since timestamptz, OUT until timestamptz)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
  WITH span AS (
    SELECT greatest(in_from, created_at) AS first,
           greatest(in_from, created_at, least(in_until, now())) AS last
    FROM businesses
    WHERE number = in_business
  )
  SELECT s.n,
         CASE WHEN s.n = 0 THEN coalesce(in_from, '-infinity')
              ELSE first + make_interval(secs => extract(epoch FROM last - first) * s.n / 128)
         END,
         CASE WHEN s.n = 127 THEN coalesce(in_until, 'infinity')
              ELSE first + make_interval(secs => extract(epoch FROM last - first) * (s.n + 1) / 128)
         END
  FROM span, generate_series(0, 127) s(n)
  ORDER BY s.n
  OFFSET 0
$$;
