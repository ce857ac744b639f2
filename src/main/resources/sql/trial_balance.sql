-- The trial balance: what was debited and credited to each kind of account. A wallet is a liability:
-- its balance is credits less debits.
-- Parameters: none.
-- Returns: business, currency, account, how many accounts, debits, credits.
-- Locks: none.
SELECT business, currency, account, count(*), sum(debits)::numeric, sum(credits)::numeric
FROM (
  SELECT a.business, a.currency, a.account, a.number,
         coalesce(d.amount, 0) AS debits, coalesce(c.amount, 0) AS credits
  FROM (
    SELECT number, business, currency, 'wallets' AS account FROM wallets
    UNION ALL
    SELECT number, business, currency, purpose FROM house_accounts) AS a
  LEFT JOIN (SELECT debit_account AS number, sum(abs(amount)) AS amount
             FROM journal WHERE amount <> 0 GROUP BY 1) AS d USING (number)
  LEFT JOIN (SELECT credit_account AS number, sum(abs(amount)) AS amount
             FROM journal WHERE amount <> 0 GROUP BY 1) AS c USING (number)) AS accounts
WHERE debits <> 0 OR credits <> 0
GROUP BY business, currency, account
ORDER BY business, currency, account
