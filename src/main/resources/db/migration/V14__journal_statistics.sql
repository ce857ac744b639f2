-- What PostgreSQL samples of the journal for its plans: 6,000 rows and not 30,000. Sorting those of
-- all 24 columns takes a processor for half a second each time, which cost limits do not slow down,
-- and a journal that is young grows past its threshold every few seconds. Its hot statements have
-- plans that do not depend on it, and reports go by wallets or by time.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT attname FROM pg_attribute
    WHERE attrelid = 'journal'::regclass AND attnum > 0 AND NOT attisdropped
  LOOP
    EXECUTE format('ALTER TABLE journal ALTER COLUMN %I SET STATISTICS 20', name);
  END LOOP;
END $$;
