-- A wallet's money as it was at a moment: what its last change up to then left. Zeros if it had
-- none yet. Within a wallet time never runs backwards and sequences have no gaps, so the change is
-- found by halving: 20 probes of the primary key in a wallet with a million changes, and no index
-- on time.
CREATE OR REPLACE FUNCTION balance_at(
  in_wallet bigint, in_moment timestamptz,
  OUT balance bigint, OUT held bigint, OUT available bigint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  low    bigint := 0; -- of this change, and 0 for none, it is known to be in time
  high   bigint;      -- all changes after this one are known to be too late
  middle bigint;
  is_in_time boolean;
BEGIN
  SELECT coalesce(max(sequence), 0) INTO high FROM journal WHERE wallet = in_wallet;
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    SELECT created_at <= in_moment INTO STRICT is_in_time
      FROM journal WHERE wallet = in_wallet AND sequence = middle;
    IF is_in_time THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  SELECT balance_after, held_after, available_after INTO balance, held, available
    FROM journal WHERE wallet = in_wallet AND sequence = low;
  IF NOT FOUND THEN
    balance := 0;
    held := 0;
    available := 0;
  END IF;
END $$;
