-- The role under which the service works. It owns nothing: it may add to the journal, but not
-- change it; it may change wallets and holds, but not delete them. The user that migrates must be
-- able to create it (CREATEROLE), or find it there and be allowed to take it on.
--
-- A migration that adds a table or a sequence also changes this file, if only its list of tables,
-- which makes it run again: repeatable migrations run after all versioned ones when they changed.
-- Functions need no grant.
DO $$
DECLARE
  -- Since 16, a role's creator is its member without being allowed to take it on.
  wanted text := CASE WHEN current_setting('server_version_num')::int >= 160000
                      THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdfast_service') THEN
    BEGIN
      CREATE ROLE holdfast_service NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- Roles are the server's, not the database's: another database was migrated just now.
    END;
  END IF;
  IF NOT pg_has_role(current_user, 'holdfast_service', wanted) THEN
    EXECUTE format('GRANT holdfast_service TO %I', current_user);
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO holdfast_service;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO holdfast_service;
GRANT INSERT ON businesses, locations, api_keys, clients, wallets, house_accounts, journal, holds,
  creations, audit_findings, quarantine, changes, outbox, sources, limits, limit_usage,
  limit_charges TO holdfast_service;
GRANT INSERT ON staff, sessions TO holdfast_service;
GRANT UPDATE ON staff TO holdfast_service;
GRANT UPDATE (expires_at), DELETE ON sessions TO holdfast_service;
GRANT UPDATE ON businesses, locations, api_keys, wallets, holds, audit_walks TO holdfast_service;
GRANT INSERT, DELETE ON client_words TO holdfast_service;
GRANT UPDATE (name) ON clients, sources TO holdfast_service;
GRANT INSERT ON flows, activities, flow_progress, flow_rewards TO holdfast_service;
GRANT UPDATE (enabled) ON flows TO holdfast_service;
GRANT UPDATE (reached) ON flow_progress TO holdfast_service;
GRANT UPDATE (retry_at, tries, held_up_by, wallet, sequence, given_at) ON flow_rewards
  TO holdfast_service;
GRANT UPDATE (max_amount, max_count, changed_at, deleted_at) ON limits TO holdfast_service;
GRANT UPDATE (amount, count) ON limit_usage, limit_charges TO holdfast_service;
GRANT INSERT, UPDATE ON memberships, membership_periods TO holdfast_service;
GRANT INSERT, UPDATE (name, active) ON membership_plans TO holdfast_service;
-- Events and webhooks.
GRANT INSERT ON feed, feeds, webhook_endpoints, webhook_secrets, webhook_deliveries, webhook_attempts
  TO holdfast_service;
GRANT UPDATE ON feeds, sealing, webhook_endpoints, webhook_secrets, webhook_deliveries
  TO holdfast_service;
GRANT DELETE ON outbox, webhook_secrets, webhook_deliveries, webhook_attempts TO holdfast_service;
GRANT INSERT ON deposits, imports, import_lines, import_errors TO holdfast_service;
GRANT UPDATE ON deposits, imports TO holdfast_service;
GRANT DELETE ON import_lines TO holdfast_service;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO holdfast_service;
