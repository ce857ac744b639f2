-- Memberships: the documents that the API shows and events carry, and the changes that several
-- paths have in common. The documents are made here, so that an event is what the API shows.

CREATE OR REPLACE FUNCTION membership_plan_document(p membership_plans) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT row_to_json(d)::text FROM (
    SELECT p.id, p.name, p.amount, p.currency, p."interval", p.interval_count, p.active,
           api_time(p.created_at) AS created_at) d;
$$;

CREATE OR REPLACE FUNCTION membership_document(m memberships) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT row_to_json(d)::text FROM (
    SELECT m.id, p.id AS plan_id, p.name AS plan_name, c.reference AS client_reference,
           w.id AS wallet_id, p.amount, p.currency, m.collection, m.status,
           api_time(m.starts_at) AS starts_at,
           CASE WHEN m.next_due_at IS NOT NULL THEN m.next_period END AS next_period,
           api_time(m.next_due_at) AS next_period_at,
           api_time(m.paused_at) AS paused_at,
           api_time(m.cancelled_at) AS cancelled_at,
           api_time(m.created_at) AS created_at
    FROM membership_plans p, clients c, wallets w
    WHERE p.number = m.plan AND c.number = m.client AND w.number = m.wallet) d;
$$;

CREATE OR REPLACE FUNCTION membership_period_document(p membership_periods) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT row_to_json(d)::text FROM (
    SELECT m.id AS membership_id, p.number, p.status, l.amount, l.currency,
           api_time(p.starts_at) AS starts_at, api_time(p.ends_at) AS ends_at,
           p.failure_count,
           api_time(p.failures[cardinality(p.failures)]) AS last_failed_at,
           p.transaction_id, api_time(p.credited_at) AS credited_at
    FROM memberships m JOIN membership_plans l ON l.number = m.plan
    WHERE m.number = p.membership) d;
$$;

-- Begins periods, several of one membership in their order, and moves their memberships on to the
-- next ones. Memberships are locked by the caller. Who collects by himself is told; what credits
-- itself is told of when it is credited.
CREATE OR REPLACE FUNCTION open_membership_periods(
  p_membership bigint[], p_number int[], p_starts_at timestamptz[], p_ends_at timestamptz[])
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  opened membership_periods%ROWTYPE;
BEGIN
  FOR opened IN
    INSERT INTO membership_periods (membership, number, business, starts_at, ends_at, credit_at)
    SELECT m.number, o.number, m.business, o.starts_at, o.ends_at,
           CASE WHEN m.collection = 'automatic' THEN o.starts_at END
    FROM unnest(p_membership, p_number, p_starts_at, p_ends_at)
      AS o(membership, number, starts_at, ends_at)
    JOIN memberships m ON m.number = o.membership
    ORDER BY o.membership, o.number
    RETURNING *
  LOOP
    IF opened.credit_at IS NULL THEN
      PERFORM emit_event(
        opened.business, 'membership_period.due', membership_period_document(opened));
    END IF;
  END LOOP;
  UPDATE memberships m SET
      next_period = o.last + 1, next_due_at = o.until, status = 'active'
    FROM (
      SELECT u.membership, max(u.number) AS last, max(u.ends_at) AS until
      FROM unnest(p_membership, p_number, p_ends_at) AS u(membership, number, ends_at)
      GROUP BY u.membership) o
    WHERE m.number = o.membership;
END $$;

-- Says how crediting periods ended. Outcomes: 'credited' with transaction and time, 'rejected', or
-- 'later' to try again in 10 s. Periods are locked by the caller. One that is credited
-- already stays as it is.
CREATE OR REPLACE FUNCTION settle_membership_periods(
  p_membership bigint[], p_number int[], p_outcome text[], p_transaction uuid[],
  p_at timestamptz[])
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  settled membership_periods%ROWTYPE;
BEGIN
  FOR settled IN
    UPDATE membership_periods p SET
        status = CASE WHEN o.outcome = 'later' THEN p.status ELSE o.outcome END,
        transaction_id = CASE WHEN o.outcome = 'credited' THEN o.transaction END,
        credited_at = CASE WHEN o.outcome = 'credited' THEN o.at END,
        credit_at = CASE WHEN o.outcome = 'later' THEN clock_timestamp() + interval '10 seconds' END
    FROM unnest(p_membership, p_number, p_outcome, p_transaction, p_at)
      AS o(membership, number, outcome, transaction, at)
    WHERE p.membership = o.membership AND p.number = o.number AND p.status <> 'credited'
    RETURNING p.*
  LOOP
    IF settled.status IN ('credited', 'rejected') THEN
      PERFORM emit_event(
        settled.business, 'membership_period.' || settled.status,
        membership_period_document(settled));
    END IF;
  END LOOP;
END $$;

-- Makes a membership with its source, and opens the client's wallet if there is none; see
-- R__open_wallet.sql. Returns its number.
CREATE OR REPLACE FUNCTION start_membership(
  p_business int, p_actor int, p_id uuid, p_plan bigint, p_client_reference text,
  p_credit_limit bigint, p_collection text, p_starts_at timestamptz, p_anchor timestamp)
RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  made       memberships%ROWTYPE;
  named      membership_plans%ROWTYPE;
  its_wallet bigint;
BEGIN
  SELECT * INTO STRICT named FROM membership_plans WHERE number = p_plan;
  INSERT INTO sources (business, kind, id, name)
    VALUES (p_business, 'membership', p_id, named.name) RETURNING number INTO made.number;
  -- Under a key of its own: whether it was opened now or long ago is all one.
  SELECT number INTO STRICT its_wallet
    FROM open_wallet(p_business, gen_random_uuid(), 0, p_actor, p_client_reference, NULL,
                     named.currency, p_credit_limit);
  INSERT INTO memberships (number, id, business, plan, client, wallet, collection, status,
                           starts_at, anchor, next_due_at)
    SELECT made.number, p_id, p_business, p_plan, w.client, w.number, p_collection, 'scheduled',
           p_starts_at, p_anchor, p_starts_at
    FROM wallets w WHERE w.number = its_wallet
    RETURNING * INTO STRICT made;
  PERFORM emit_event(p_business, 'membership.created', membership_document(made));
  RETURN made.number;
END $$;

-- Pauses, resumes or cancels a membership that is locked by the caller, and returns its document.
-- The next period is given where there is one.
CREATE OR REPLACE FUNCTION turn_membership(
  p_membership bigint, p_verb text, p_next_period int, p_next_due_at timestamptz)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  turned   memberships%ROWTYPE;
  document text;
BEGIN
  UPDATE memberships SET
      status = CASE WHEN p_verb = 'resumed' AND p_next_period = 1 THEN 'scheduled'
                    WHEN p_verb = 'resumed' THEN 'active' ELSE p_verb END,
      next_period = coalesce(p_next_period, next_period),
      next_due_at = p_next_due_at,
      paused_at = CASE p_verb WHEN 'paused' THEN date_trunc('milliseconds', now())
                              WHEN 'cancelled' THEN paused_at END,
      cancelled_at = CASE p_verb WHEN 'cancelled' THEN date_trunc('milliseconds', now()) END
    WHERE number = p_membership
    RETURNING * INTO STRICT turned;
  document := membership_document(turned);
  PERFORM emit_event(turned.business, 'membership.' || p_verb, document);
  RETURN document;
END $$;

-- Notes that collecting a period failed: past_due, and unpaid after the fifth failure within seven
-- days, which it stays. The period is locked by the caller. Returns its document.
CREATE OR REPLACE FUNCTION fail_membership_period(p_membership bigint, p_number int)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  moment   timestamptz := date_trunc('milliseconds', clock_timestamp());
  before   text;
  failed   membership_periods%ROWTYPE;
  document text;
BEGIN
  SELECT status INTO before FROM membership_periods
    WHERE membership = p_membership AND number = p_number;
  UPDATE membership_periods SET
      failures = (failures || moment)[greatest(cardinality(failures) - 3, 1):],
      failure_count = failure_count + 1,
      status = CASE
        WHEN status = 'unpaid' THEN 'unpaid'
        WHEN cardinality(failures) >= 4
             AND failures[cardinality(failures) - 3] > moment - interval '7 days' THEN 'unpaid'
        ELSE 'past_due' END
    WHERE membership = p_membership AND number = p_number
    RETURNING * INTO STRICT failed;
  document := membership_period_document(failed);
  IF failed.status <> before THEN
    PERFORM emit_event(failed.business, 'membership_period.' || failed.status, document);
  END IF;
  RETURN document;
END $$;
