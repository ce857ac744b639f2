-- The role under which the service works. It owns nothing: it may add to the journal, but not
-- change it; it may change wallets and holds, but not delete them. The user that migrates must be
-- able to create it (CREATEROLE), or find it there.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdfast_service') THEN
    CREATE ROLE holdfast_service NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'holdfast_service', 'MEMBER') THEN
    EXECUTE format('GRANT holdfast_service TO %I', current_user);
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO holdfast_service', current_schema());
END $$;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO holdfast_service;
GRANT INSERT ON businesses, locations, api_keys, clients, wallets, house_accounts, journal, holds,
  creations TO holdfast_service;
GRANT UPDATE ON businesses, locations, api_keys, wallets, holds TO holdfast_service;
GRANT UPDATE (name) ON clients TO holdfast_service;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO holdfast_service;
