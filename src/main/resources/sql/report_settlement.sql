-- What locations owe one another: where what was spent had been loaded, for pairs of two locations.
-- Parameters: $1 business, $2 from, $3 until, $4 either location; each of the last three may be null.
-- Returns: location that owes, its name, location that is owed, its name, amount, currency.
-- In each wallet, what came in first goes out first. All that came in lies end to end on a line, and
-- so does all that went out; cut where either has an end ("place"), each piece came in at one place
-- and went out at one place: at those of the next ends of either line. It counts when the later of
-- the two happened: for an IOU, when it is paid. A refund comes in where the sale was. What named no
-- location is the business's own. Only wallets that moved in the period can have such a piece, so
-- only theirs are read, and of those all that came before.
-- Since this is done to every change of every wallet, it is done in few sorts, the second of which
-- stays within a wallet, and an end is one number: its sequence (34 bits), its location (28 bits), and
-- whether it is in the period.
-- Locks: none.
WITH moved AS (
  SELECT j.wallet, w.currency, j.amount, j.balance_after,
         (sum(greatest(j.amount, 0)) OVER (
           PARTITION BY j.wallet ORDER BY j.sequence ROWS UNBOUNDED PRECEDING))::bigint AS loaded,
         (j.sequence << 29) | (j.location::bigint << 1)
           | ($2::timestamptz IS NULL OR j.created_at >= $2::timestamptz)::int AS this_end
  FROM journal j
  JOIN wallets w ON w.number = j.wallet AND w.business = $1
  WHERE j.amount <> 0 AND j.created_at < coalesce($3::timestamptz, 'infinity')
    AND w.number IN (
      SELECT wallet FROM journal
      WHERE amount <> 0 AND created_at >= coalesce($2::timestamptz, '-infinity')
        AND created_at < coalesce($3::timestamptz, 'infinity'))
), placed AS (
  SELECT wallet, currency, this_end, amount > 0 AS is_load,
         CASE WHEN amount > 0 THEN loaded ELSE loaded - balance_after END AS place
  FROM moved
), cut AS (
  SELECT currency, place - lead(place, 1, 0::bigint) OVER back AS amount,
         min(CASE WHEN is_load THEN this_end END) OVER back AS load,
         min(CASE WHEN NOT is_load THEN this_end END) OVER back AS spend
  FROM placed
  WINDOW back AS (
    PARTITION BY wallet ORDER BY place DESC, is_load DESC ROWS UNBOUNDED PRECEDING)
), owed AS (
  SELECT currency, (load >> 1) & 268435455 AS debtor, (spend >> 1) & 268435455 AS creditor,
         -- Not a condition on rows, which the planner would take for a rare one, and sort for it.
         (sum(amount) FILTER (WHERE (load | spend) & 1 = 1))::bigint AS amount
  FROM cut
  WHERE amount > 0
  GROUP BY 1, 2, 3
)
SELECT d.id, d.name, c.id, c.name, o.amount, o.currency
FROM owed o
LEFT JOIN locations d ON d.number = o.debtor
LEFT JOIN locations c ON c.number = o.creditor
WHERE o.amount > 0 AND o.debtor <> o.creditor
  AND ($4::int IS NULL OR $4::int IN (o.debtor, o.creditor))
ORDER BY o.currency, d.name NULLS LAST, o.debtor, c.name NULLS LAST, o.creditor
