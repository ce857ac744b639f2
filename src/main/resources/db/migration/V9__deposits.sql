-- Deposits: money that a client is to pay in a sale and that is credited when the sale is paid. One
-- is a source of movements with the same number, and its id is the source's.
CREATE TABLE deposits (
  number       bigint PRIMARY KEY REFERENCES sources,
  business     int NOT NULL REFERENCES businesses,
  wallet       bigint NOT NULL REFERENCES wallets,
  status       smallint NOT NULL DEFAULT 0, -- 0 pending, 1 completed, 2 cancelled
  amount       bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  location     int NOT NULL DEFAULT 0,
  actor        int NOT NULL,
  reference    text CHECK (length(reference) <= 100),
  note         text CHECK (length(note) <= 500),
  sequence     bigint, -- of the journal row that credited it
  created_at   timestamptz NOT NULL,
  completed_at timestamptz,
  cancelled_at timestamptz,
  CONSTRAINT deposits_sound CHECK (
    status IN (0, 1, 2)
    AND (status = 1) = (sequence IS NOT NULL) AND (status = 1) = (completed_at IS NOT NULL)
    AND (status = 2) = (cancelled_at IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX deposits_by_business ON deposits (business, number);
CREATE INDEX deposits_by_wallet ON deposits (wallet, number);
