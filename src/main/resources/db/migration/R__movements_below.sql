-- Movements of a wallet below a sequence, newest first, at most so many: a page of its history.
--
-- A function, so that the planner reckons with the same number of rows whatever it knows of the
-- parameters and however long the journal is. Otherwise a plan for the parameters of the moment looks
-- cheaper than the one for any, as soon as wallets have some hundreds of rows, and each page is planned
-- anew, which costs twice what reading it does.
CREATE OR REPLACE FUNCTION movements_below(in_wallet bigint, in_sequence bigint, in_limit int)
RETURNS SETOF journal LANGUAGE plpgsql STABLE ROWS 20
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
    SELECT * FROM journal
    WHERE wallet = in_wallet AND sequence < in_sequence AND amount <> 0
    ORDER BY sequence DESC
    LIMIT in_limit;
END $$;
