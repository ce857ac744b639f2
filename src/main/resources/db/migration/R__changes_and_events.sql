-- What every statement that changes something beside the journal calls in its own commit.

-- Adds to the trail of changes. Documents are JSON without secrets.
CREATE OR REPLACE FUNCTION record_change(
  in_business int, in_actor int, in_action text, in_subject uuid, in_before text, in_after text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO changes (business, actor, action, subject, before, after)
    VALUES (in_business, in_actor, in_action, in_subject, in_before, in_after);
$$;

-- Tells who listens, once this commits. To be called under the lock of what changed, so that events
-- about one thing keep their order. Data is the JSON document of the thing as the API shows it.
CREATE OR REPLACE FUNCTION emit_event(in_business int, in_type text, in_data text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (business, type, data) VALUES (in_business, in_type, in_data);
$$;
