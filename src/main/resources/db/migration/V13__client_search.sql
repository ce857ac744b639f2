-- Finding a client by what somebody types of the name or the reference.
--
-- A btree of words, not an index of trigrams or of text search: those need an extension or have no
-- business in them. The words come from functions that must never give anything else for the same
-- text, so they are part of this version: whoever changes them also fills the table anew.

-- As it is compared: without case, accents, apostrophes. What a database's locale thinks of letters
-- has no say in it, so that the same holds on every server.
CREATE FUNCTION folded(in_text text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(
    lower(regexp_replace(normalize(in_text, NFKD), '[\u0300-\u036f\u064b-\u0652''’ʼ`´]', '', 'g')
          COLLATE "C"),
    'ŁłØøĐđÐðÞþÆæŒœßıАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЄҐЂЈЉЊЋЏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς',
    'lloodddd'
      || 'ttaaoosiабвгдежзиклмнопрстуфхцчшщъыьэюяієґђјљњћџαβγδεζηθικλμνξοπρστυφχψωσ')
$$;

-- The words of a client: as they are written, their parts, and the name in one.
CREATE FUNCTION client_terms(in_reference text, in_name text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT DISTINCT left(word, 60)
  FROM (
    SELECT regexp_split_to_table(whole, '\s+') AS word
    FROM (VALUES (folded(in_reference)), (folded(in_name))) AS texts (whole)
    UNION ALL
    SELECT regexp_split_to_table(whole, '[-\s_.,;:/@+#&()]+')
    FROM (VALUES (folded(in_reference)), (folded(in_name))) AS texts (whole)
    UNION ALL
    SELECT regexp_replace(folded(in_name), '\s+', '', 'g')
  ) AS words
  WHERE word <> ''
$$;

CREATE TABLE client_words (
  client   bigint NOT NULL REFERENCES clients,
  business int NOT NULL,
  word     text COLLATE "C" NOT NULL,
  PRIMARY KEY (client, word)
);
CREATE INDEX client_words_by_word ON client_words (business, word, client);

INSERT INTO client_words (client, business, word)
SELECT c.number, c.business, terms.word
FROM clients c, LATERAL client_terms(c.reference, c.name) AS terms (word);

-- Once a statement, so that an import of thousands pays little for it.
CREATE FUNCTION note_client_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM client_words WHERE client IN (SELECT number FROM made);
  END IF;
  INSERT INTO client_words (client, business, word)
    SELECT made.number, made.business, terms.word
    FROM made, LATERAL client_terms(made.reference, made.name) AS terms (word)
    -- By client: two statements that name the same ones never wait for each other in a circle.
    ORDER BY made.number, terms.word;
  RETURN NULL;
END $$;

CREATE TRIGGER client_is_new AFTER INSERT ON clients
  REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION note_client_words();
CREATE TRIGGER client_is_renamed AFTER UPDATE ON clients
  REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION note_client_words();
