-- What a commit is worth on this server.
-- Parameters: none.
-- Returns: one row: server_version_num, fsync, synchronous_commit, full_page_writes, in recovery,
-- transaction_read_only.
-- Locks: none.
SELECT current_setting('server_version_num')::int,
       current_setting('fsync'),
       current_setting('synchronous_commit'),
       current_setting('full_page_writes'),
       pg_is_in_recovery(),
       current_setting('transaction_read_only')
