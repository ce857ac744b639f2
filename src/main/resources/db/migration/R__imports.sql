-- Imports: receiving a file, working it off. Each function is one step and one commit; whoever dies
-- between two of them leaves a step that somebody else does again, to the same end.

-- Keeps a piece of a file: good lines, and what is wrong with others. A line that repeats client and
-- currency of an earlier one is wrong too. Arrays, one element a line or an error. Returns how many
-- lines are wrong; null if the import is not being received by this worker any more.
CREATE OR REPLACE FUNCTION stage_import(
  in_import bigint, in_worker uuid, in_count int,
  in_line int[], in_reference text[], in_name text[], in_currency text[], in_balance bigint[],
  in_credit_limit bigint[], in_wrong_line int[], in_place smallint[], in_column text[],
  in_detail text[])
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  repeated int;
  wrong    int;
BEGIN
  PERFORM 1 FROM imports
    WHERE number = in_import AND worker = in_worker AND status = 0 FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  WITH given AS (
    SELECT * FROM unnest(in_line, in_reference, in_name, in_currency, in_balance, in_credit_limit)
      AS g(line, reference, name, currency, balance, credit_limit)
  ), kept AS (
    INSERT INTO import_lines
    SELECT in_import, line, reference, name, currency, balance, credit_limit
    FROM given ORDER BY line
    ON CONFLICT DO NOTHING
    RETURNING line
  ), refused AS (
    INSERT INTO import_errors (import, line, place, column_name, detail)
    SELECT in_import, line, 1, 'client_reference',
           'the client has an earlier line in this currency'
    FROM given WHERE line NOT IN (SELECT line FROM kept)
    RETURNING line)
  SELECT count(*) INTO repeated FROM refused;
  INSERT INTO import_errors (import, line, place, column_name, detail)
    SELECT in_import, * FROM unnest(in_wrong_line, in_place, in_column, in_detail)
    ON CONFLICT DO NOTHING;
  SELECT count(DISTINCT line) + repeated INTO wrong FROM unnest(in_wrong_line) AS line;
  UPDATE imports SET lines = lines + in_count, errors = errors + wrong, done = done + wrong,
      worked_until = clock_timestamp() + interval '60 seconds'
    WHERE number = in_import;
  RETURN wrong;
END $$;

-- All of a file is there. Outcome is
--   0 it will be worked off
--   1 this content was imported before, or is being: "id" is that import's
--   2 the key was used before, for this content: "body" is what was answered then
--   3 the key was used for another request
--   4 it is not being received by this worker any more
-- After 1, 2 and 3 what was kept of it is thrown away.
-- Locks: the key, the import's row.
CREATE OR REPLACE FUNCTION finish_import(
  in_import bigint, in_worker uuid, in_key uuid, in_fingerprint bigint, in_content bytea,
  in_body text, OUT outcome int, OUT id uuid, OUT body text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  its     imports%ROWTYPE;
  earlier record;
  own_id  uuid;
BEGIN
  SELECT * INTO its FROM imports WHERE number = in_import AND worker = in_worker AND status = 0;
  IF NOT FOUND THEN
    outcome := 4;
    RETURN;
  END IF;
  SELECT * INTO earlier FROM begin_creation(its.business, in_key);
  -- One file of a business after the other: of two copies that end together, one is the first.
  PERFORM pg_advisory_xact_lock(hashtextextended('imports', its.business));
  SELECT s.id INTO id FROM imports i JOIN sources s ON s.number = i.number
    WHERE i.business = its.business AND i.content = in_content AND i.status IN (1, 2);
  outcome := CASE WHEN earlier.fingerprint = in_fingerprint THEN 2
                  WHEN earlier.fingerprint IS NOT NULL THEN 3
                  WHEN id IS NOT NULL THEN 1
                  ELSE 0 END;
  body := earlier.body;
  IF outcome <> 0 THEN
    UPDATE imports SET status = 4 WHERE number = in_import;
    RETURN;
  END IF;
  UPDATE imports SET status = 1, content = in_content, worker = NULL,
      worked_until = clock_timestamp()
    WHERE number = in_import;
  INSERT INTO creations (business, operation_key, fingerprint, status, body)
    VALUES (its.business, in_key, in_fingerprint, 202, in_body);
  SELECT s.id INTO own_id FROM sources s WHERE s.number = in_import;
  PERFORM record_change(its.business, its.actor, 'import.created', own_id, NULL, in_body);
END $$;

-- Opens the wallets of the next lines, each once, and says which those are. Outcome is that of
-- open_wallet(): 0 and 1 opened by this line, 2 it was there before.
-- Locks: those of open_wallet(), client by client in the order of their references.
CREATE OR REPLACE FUNCTION open_import_wallets(in_import bigint, in_position int, in_count int)
RETURNS TABLE (line int, outcome smallint, wallet uuid, currency text, balance bigint,
               credit_limit bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  job record;
  l   record;
BEGIN
  SELECT i.business, i.actor, s.id,
         CASE WHEN b.negative_balances_enabled THEN b.default_credit_limit ELSE 0 END AS usual
    INTO job
    FROM imports i
    JOIN sources s ON s.number = i.number
    JOIN businesses b ON b.number = i.business
    WHERE i.number = in_import;
  FOR l IN
    SELECT * FROM (
      SELECT * FROM import_lines WHERE import = in_import AND line > in_position
      ORDER BY line LIMIT in_count) AS next
    ORDER BY reference, currency
  LOOP
    line := l.line;
    currency := l.currency;
    balance := l.balance;
    credit_limit := l.credit_limit;
    -- The key is made as OperationKey makes it.
    SELECT o.outcome, o.id INTO outcome, wallet FROM open_wallet(
      job.business,
      left(encode(sha256(convert_to(format('line %s of import %s', l.line, job.id), 'UTF8')),
                  'hex'), 32)::uuid,
      0, job.actor, l.reference, l.name, l.currency, coalesce(l.credit_limit, job.usual)) o;
    RETURN NEXT;
  END LOOP;
END $$;

-- Lines up to a new position are worked off. Counts them once, also if two workers did them.
-- Returns whether the import is still this worker's, and is not over.
CREATE OR REPLACE FUNCTION advance_import(
  in_import bigint, in_worker uuid, in_from int, in_to int, in_count int, in_opened int,
  in_credited int, in_wrong_line int[], in_place smallint[], in_column text[], in_detail text[])
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  wrong int;
  rest  boolean;
BEGIN
  SELECT count(DISTINCT line) INTO wrong FROM unnest(in_wrong_line) AS line;
  UPDATE imports SET position = in_to, done = done + in_count, opened = opened + in_opened,
      credited = credited + in_credited, errors = errors + wrong,
      worked_until = clock_timestamp() + interval '15 seconds'
    WHERE number = in_import AND worker = in_worker AND position = in_from AND status = 1;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO import_errors (import, line, place, column_name, detail)
    SELECT in_import, * FROM unnest(in_wrong_line, in_place, in_column, in_detail)
    ON CONFLICT DO NOTHING;
  DELETE FROM import_lines WHERE import = in_import AND line <= in_to;
  SELECT EXISTS (SELECT FROM import_lines WHERE import = in_import) INTO rest;
  IF NOT rest THEN
    UPDATE imports SET status = 2, swept = true, worker = NULL,
        completed_at = date_trunc('milliseconds', clock_timestamp())
      WHERE number = in_import;
  END IF;
  RETURN rest;
END $$;

-- Fails what nobody receives any more, and throws away some lines of what failed or was discarded.
-- Returns how many.
CREATE OR REPLACE FUNCTION sweep_imports(in_count int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  job  bigint;
  gone int;
BEGIN
  UPDATE imports SET status = 3, detail = 'the file broke off'
    WHERE status = 0 AND NOT swept AND worked_until < clock_timestamp();
  SELECT number INTO job FROM imports WHERE status IN (3, 4) AND NOT swept
    ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF job IS NULL THEN
    RETURN 0;
  END IF;
  DELETE FROM import_lines WHERE import = job AND line IN (
    SELECT line FROM import_lines WHERE import = job ORDER BY line LIMIT in_count);
  GET DIAGNOSTICS gone = ROW_COUNT;
  IF gone < in_count THEN
    UPDATE imports SET swept = true WHERE number = job;
  END IF;
  RETURN gone;
END $$;
