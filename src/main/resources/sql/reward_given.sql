-- Notes that a reward is in the journal.
-- Parameters: $1 flow, $2 client, $3 n, $4 wallet, $5 sequence, $6 when.
-- Returns: nothing.
-- Locks: the reward.
UPDATE flow_rewards SET wallet = $4, sequence = $5, given_at = $6, held_up_by = NULL
WHERE flow = $1 AND client = $2 AND n = $3 AND given_at IS NULL
