-- The first business, made if there is none, and its admin key, made if this secret is not known
-- yet; a revoked one stays revoked. Returns the number of the first business. Instances that start
-- at the same moment do this one after the other.
CREATE OR REPLACE FUNCTION found_business(
  in_id uuid, in_name text, in_key_id uuid, in_secret_hash bytea)
RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  its_number int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('found_business', 0));
  SELECT min(number) INTO its_number FROM businesses;
  IF its_number IS NULL THEN
    INSERT INTO businesses (id, name) VALUES (in_id, in_name) RETURNING number INTO its_number;
  END IF;
  IF in_secret_hash IS NOT NULL THEN
    INSERT INTO api_keys (id, business, name, permissions, secret_hash)
      VALUES (in_key_id, its_number, 'admin', '{admin}', in_secret_hash)
      ON CONFLICT (secret_hash) DO NOTHING;
    IF FOUND THEN
      PERFORM record_change(its_number, 0, 'api_key.created', in_key_id, NULL, json_build_object(
        'id', in_key_id, 'name', 'admin', 'permissions', json_build_array('admin'))::text);
    END IF;
  END IF;
  RETURN its_number;
END $$;
