-- Notes why a reward cannot be given just now.
-- Parameters: $1 flow, $2 client, $3 n, $4 why, as a code of the API.
-- Returns: nothing.
-- Locks: the reward, if there is something to note.
UPDATE flow_rewards SET held_up_by = $4
WHERE flow = $1 AND client = $2 AND n = $3 AND given_at IS NULL AND held_up_by IS DISTINCT FROM $4
