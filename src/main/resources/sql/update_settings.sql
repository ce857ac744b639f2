-- Changes the settings of a business.
-- Parameters: $1 number, $2 account balances enabled, $3 negative balances enabled, $4 default
-- credit limit, $5 hold expiry in seconds, $6 currencies, $7 time zone.
-- Returns: nothing.
-- Locks: its row.
UPDATE businesses
SET account_balances_enabled = $2, negative_balances_enabled = $3, default_credit_limit = $4,
    hold_expiry_seconds = $5, currencies = $6, time_zone = $7
WHERE number = $1
