-- Automated flows: what happened often enough adds to a client's balance.
--
-- Nothing here has foreign keys to rows that are written often or read by everybody: each would be
-- locked anew for every activity. Rows come from record_activity() alone, which found what they name.

-- A flow is a source (see V4) with its name there. What it waits for and what it gives never
-- changes: progress and rewards would mean something else. It is switched off, never deleted.
CREATE TABLE flows (
  number     bigint PRIMARY KEY REFERENCES sources,
  business   int NOT NULL REFERENCES businesses,
  event      text NOT NULL CHECK (length(event) BETWEEN 1 AND 100),
  target     int NOT NULL CHECK (target BETWEEN 1 AND 1000000), -- so many activities earn a reward
  repeats    boolean NOT NULL, -- at every multiple of the target; else once for each client
  amount     bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  currency   text NOT NULL,
  enabled    boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp())
);
CREATE INDEX flows_by_event ON flows (business, event);
CREATE INDEX flows_by_business ON flows (business, number);

CREATE SEQUENCE activity_numbers AS bigint;

-- What callers reported, each once for its id, kept as long as the book: an id stays used. By
-- millions, so rows and indexes are few and small: the id is unique by 128 bits of its hash, the
-- client is a number, and the list of a business is its primary key.
CREATE TABLE activities (
  business     int NOT NULL,
  number       bigint NOT NULL DEFAULT nextval('activity_numbers'),
  client       bigint NOT NULL,
  location     int NOT NULL, -- 0: none named
  actor        int NOT NULL, -- number of the API key that reported it
  activity_key uuid NOT NULL,
  fingerprint  bigint NOT NULL,
  occurred_at  timestamptz NOT NULL,
  recorded_at  timestamptz NOT NULL,
  activity_id  text NOT NULL,
  type         text NOT NULL,
  -- The flows it advanced, and how far each had come for this client; nulls for none.
  flows        bigint[],
  reached      bigint[],
  PRIMARY KEY (business, number),
  CONSTRAINT activities_once UNIQUE (business, activity_key)
);
CREATE INDEX activities_of_client ON activities (client, number);

-- How many activities a flow has counted for a client. The only rows here that change often; no
-- index holds what changes, and pages have room, so that an update stays on its page (HOT).
CREATE TABLE flow_progress (
  flow    bigint NOT NULL,
  client  bigint NOT NULL,
  reached bigint NOT NULL,
  PRIMARY KEY (flow, client)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- Reward number n of a client from a flow: owed from the commit of the activity that earned it,
-- given once the journal has it.
CREATE TABLE flow_rewards (
  flow     bigint NOT NULL,
  client   bigint NOT NULL,
  n        bigint NOT NULL,
  business int NOT NULL,
  activity bigint NOT NULL, -- number of the one that earned it
  -- When whoever finds it owed may try to give it; the first try is the recording instance's.
  retry_at timestamptz NOT NULL,
  tries    smallint NOT NULL DEFAULT 0,
  -- Why the last try did not succeed, as a code of the API.
  held_up_by text,
  -- The transaction in the journal.
  wallet   bigint,
  sequence bigint,
  given_at timestamptz,
  PRIMARY KEY (flow, client, n)
) WITH (fillfactor = 90);
CREATE INDEX flow_rewards_owed ON flow_rewards (business, retry_at) WHERE given_at IS NULL;

-- Activities as the API shows them, with the flows they advanced as arrays.
CREATE VIEW activities_shown AS
  SELECT a.business, a.number, a.client, a.activity_id, a.type, c.reference AS client_reference,
         a.location, a.actor, a.occurred_at, a.recorded_at,
         f.ids, a.reached, f.targets, f.amounts, f.currencies
  FROM activities a
  JOIN clients c ON c.number = a.client
  CROSS JOIN LATERAL (
    SELECT array_agg(s.id ORDER BY e.place) AS ids,
           array_agg(f.target ORDER BY e.place) AS targets,
           array_agg(f.amount ORDER BY e.place) AS amounts,
           array_agg(f.currency ORDER BY e.place) AS currencies
    FROM unnest(a.flows) WITH ORDINALITY AS e (flow, place)
    JOIN flows f ON f.number = e.flow
    JOIN sources s ON s.number = e.flow) f;
