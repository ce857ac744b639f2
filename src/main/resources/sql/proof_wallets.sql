-- Every wallet against the sums of its journal, and every journal row against there being its wallet.
-- Parameters: each time the same wallet, or null for all.
-- Returns: one row: how many were checked, how many are wrong, the number of the first of these.
-- Locks: none.
SELECT count(*), count(*) FILTER (WHERE wrong), min(wallet) FILTER (WHERE wrong)
FROM (
  SELECT coalesce(w.number, j.wallet) AS wallet,
         (w.version, w.version, w.balance, w.held) IS DISTINCT FROM
           (j.changes, j.last, j.balance, j.held) AS wrong
  FROM (SELECT * FROM wallets WHERE ?::bigint IS NULL OR number = ?::bigint) AS w
  FULL JOIN (
    SELECT wallet, count(*) AS changes, max(sequence) AS last,
           sum(amount)::bigint AS balance, sum(held_change)::bigint AS held
    FROM journal WHERE ?::bigint IS NULL OR wallet = ?::bigint GROUP BY wallet) AS j
    ON j.wallet = w.number) AS judged
