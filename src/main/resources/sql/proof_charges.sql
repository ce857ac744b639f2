-- What is charged to limits for a hold or debit, against what it took and did not give back.
-- Parameters: none.
-- Returns: one row: how many were checked, how many are wrong, the wallet of the first of these.
-- Locks: none.
SELECT count(*), count(*) FILTER (WHERE wrong), min(wallet) FILTER (WHERE wrong)
FROM (
  SELECT c.wallet,
         (c.amount <= CASE WHEN j.kind = 1 THEN h.amount - h.voided
                           WHEN j.kind = 6 THEN -j.amount END) IS NOT TRUE AS wrong
  FROM (SELECT wallet, sequence, sum(amount) AS amount
        FROM limit_charges GROUP BY wallet, sequence, limit_number) AS c
  LEFT JOIN journal j ON j.wallet = c.wallet AND j.sequence = c.sequence
  LEFT JOIN holds h ON h.wallet = c.wallet AND h.sequence = c.sequence) AS judged
