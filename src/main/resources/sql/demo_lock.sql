-- Makes all who load the demo do so one after the other.
-- Parameters: $1 business.
-- Returns: one row of nothing.
-- Locks: loading the demo, until the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended('demo', $1::int))
