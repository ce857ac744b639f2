-- A business whose settings are to be changed.
-- Parameters: $1 number.
-- Returns: the business, as directory_businesses.sql gives it.
-- Locks: its row.
SELECT number, id, name, account_balances_enabled, negative_balances_enabled,
       default_credit_limit, hold_expiry_seconds, currencies, time_zone
FROM businesses
WHERE number = $1
FOR NO KEY UPDATE
