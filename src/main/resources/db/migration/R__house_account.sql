-- The number of a house account, made if there is none; see house_accounts. Looks first, so that
-- only the first of all askers spends a number. Callers at the same moment wait for one another
-- and get the same.
CREATE OR REPLACE FUNCTION house_account(
  in_business int, in_location int, in_bucket smallint, in_currency text, in_purpose text)
RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  found_number bigint;
BEGIN
  LOOP
    SELECT number INTO found_number FROM house_accounts
      WHERE business = in_business AND location = in_location AND bucket = in_bucket
        AND currency = in_currency AND purpose = in_purpose;
    IF found_number IS NOT NULL THEN
      RETURN found_number;
    END IF;
    INSERT INTO house_accounts (business, location, bucket, currency, purpose)
      VALUES (in_business, in_location, in_bucket, in_currency, in_purpose)
      ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
