-- Clients by what somebody typed of their name or reference: each word of it must begin a word of
-- theirs. Those whose word is nearest come first, at most so many; none if there is no word. The
-- rarest word is looked up, as far as a count of a thousand tells, and the others are checked.
-- Locks: none.
CREATE OR REPLACE FUNCTION find_clients(in_business int, in_text text, in_limit int)
RETURNS TABLE (client bigint, place bigint)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  -- Above every character that there is.
  beyond CONSTANT text := U&'\+10FFFF';
  terms  text[];
  others text[];
  wanted text COLLATE "C";
BEGIN
  SELECT array_agg(term ORDER BY bearers, length(term) DESC, term) INTO terms
    FROM (
      SELECT typed.term, (
        SELECT count(*) FROM (
          SELECT FROM client_words w
          WHERE w.business = in_business AND w.word >= typed.term COLLATE "C"
            AND w.word < (typed.term || beyond) COLLATE "C"
          LIMIT 1000
        ) AS first_ones) AS bearers
      FROM (SELECT DISTINCT left(regexp_split_to_table(folded(in_text), '\s+'), 60) AS term) AS typed
      WHERE typed.term <> ''
    ) AS counted;
  IF terms IS NULL THEN
    RETURN;
  END IF;
  wanted := terms[1];
  others := terms[2:8];
  RETURN QUERY
    SELECT found.client, row_number() OVER (ORDER BY found.word, found.client)
    FROM (
      SELECT w.client, w.word
      FROM client_words w
      WHERE w.business = in_business AND w.word >= wanted AND w.word < wanted || beyond
        -- Once each: by the first of the words that it is found by.
        AND NOT EXISTS (
          SELECT FROM client_words nearer
          WHERE nearer.client = w.client AND nearer.word >= wanted AND nearer.word < w.word)
        AND NOT EXISTS (
          SELECT FROM unnest(others) AS other (word)
          WHERE NOT EXISTS (
            SELECT FROM client_words o
            WHERE o.client = w.client AND o.word >= other.word COLLATE "C"
              AND o.word < (other.word || beyond) COLLATE "C"))
      ORDER BY w.word, w.client
      LIMIT in_limit
    ) AS found;
END $$;
