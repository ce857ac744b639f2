-- Every journal row against the one before it in its wallet, and its two accounts.
-- Parameters: each time the same wallet, or null for all.
-- Returns: one row: how many were checked, how many are wrong, the wallet of the first of these.
-- Locks: none.
SELECT count(*), count(*) FILTER (WHERE wrong), min(wallet) FILTER (WHERE wrong)
FROM (
  SELECT j.wallet,
         j.sequence <> coalesce(lag(j.sequence) OVER mine, 0) + 1
         OR j.balance_after <> coalesce(lag(j.balance_after) OVER mine, 0) + j.amount
         OR j.held_after <> coalesce(lag(j.held_after) OVER mine, 0) + j.held_change
         OR CASE WHEN j.amount < 0 THEN j.debit_account IS DISTINCT FROM j.wallet OR h.number IS NULL
                 WHEN j.amount > 0 THEN j.credit_account IS DISTINCT FROM j.wallet OR h.number IS NULL
                 ELSE j.debit_account IS NOT NULL OR j.credit_account IS NOT NULL END AS wrong
  FROM (SELECT * FROM journal WHERE ?::bigint IS NULL OR wallet = ?::bigint) AS j
  LEFT JOIN house_accounts h
    ON h.number = CASE WHEN j.amount < 0 THEN j.credit_account
                       WHEN j.amount > 0 THEN j.debit_account END
  WINDOW mine AS (PARTITION BY j.wallet ORDER BY j.sequence)) AS judged
