-- All businesses with their settings.
-- Parameters: none.
-- Returns: number, id, name, account balances enabled, negative balances enabled, default credit
-- limit, hold expiry in seconds, currencies, time zone.
-- Locks: none.
SELECT number, id, name, account_balances_enabled, negative_balances_enabled,
       default_credit_limit, hold_expiry_seconds, currencies, time_zone
FROM businesses
