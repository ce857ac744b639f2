-- Takes an idempotency key of a business for the rest of the transaction, and says what was made
-- under it. One row: the fingerprint of the request that made something and the body it was
-- answered with, or nulls if nothing was. A copy of a request waits here until the first one is
-- committed, and then sees it.
CREATE OR REPLACE FUNCTION begin_creation(
  in_business int, in_key uuid, OUT fingerprint bigint, OUT body text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(in_key::text, in_business));
  SELECT c.fingerprint, c.body INTO fingerprint, body
    FROM creations c WHERE c.business = in_business AND c.operation_key = in_key;
END $$;
