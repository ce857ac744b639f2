-- How many wallets are set aside.
-- Parameters: none.
-- Returns: one number.
-- Locks: none.
SELECT count(*) FROM quarantine
