-- Files of opening balances, worked off line by line. One is a source of movements with the same
-- number; its id is the source's, and so is its name, that of the file.
CREATE TABLE imports (
  number       bigint PRIMARY KEY REFERENCES sources,
  business     int NOT NULL REFERENCES businesses,
  actor        int NOT NULL,
  -- 0 receiving, 1 running, 2 completed, 3 failed, 4 discarded: its content had come before
  status       smallint NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 4),
  content      bytea,                      -- SHA-256; null until all of it is there
  lines        int NOT NULL DEFAULT 0,     -- read so far, good and wrong
  done         int NOT NULL DEFAULT 0,     -- of them, those that nothing more will happen to
  opened       int NOT NULL DEFAULT 0,
  credited     int NOT NULL DEFAULT 0,
  errors       int NOT NULL DEFAULT 0,     -- lines with an error
  detail       text,                       -- why it failed
  position     int NOT NULL DEFAULT 0,     -- lines of the file up to this one are worked off
  worker       uuid,                       -- who receives it or works on it,
  worked_until timestamptz NOT NULL,       -- and until when without being heard of again
  swept        boolean NOT NULL DEFAULT false, -- whether no lines of it are left
  created_at   timestamptz NOT NULL,
  completed_at timestamptz
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX imports_once ON imports (business, content) WHERE status IN (1, 2);
CREATE INDEX imports_by_business ON imports (business, number);
CREATE INDEX imports_open ON imports (number) WHERE NOT swept;

-- Good lines that are not worked off yet.
CREATE TABLE import_lines (
  import       bigint NOT NULL,
  line         int NOT NULL, -- of the file, where it begins, from 1
  reference    text NOT NULL,
  name         text,
  currency     text NOT NULL,
  balance      bigint NOT NULL,
  credit_limit bigint,
  PRIMARY KEY (import, line)
);
CREATE UNIQUE INDEX import_lines_once ON import_lines (import, reference, currency);

CREATE TABLE import_errors (
  import      bigint NOT NULL,
  line        int NOT NULL,
  place       smallint NOT NULL, -- of the column, from 1; 0 for the whole line
  column_name text,
  detail      text NOT NULL,
  PRIMARY KEY (import, line, place)
);
