-- What a change of a wallet did, as far as undoing it has to know.
-- Parameters: $1 wallet, $2 sequence.
-- Returns: at most one row. House is the other side of a movement; the last four columns are those
-- of the authorization that it concerned, null where it concerned none.
-- Locks: none.
SELECT j.kind, j.created_at, j.amount, j.held_change,
       CASE WHEN j.amount > 0 THEN j.debit_account ELSE j.credit_account END AS house,
       j.location, h.sequence, h.created_at, h.status, h.captured
FROM journal j
LEFT JOIN holds h ON h.wallet = j.wallet AND h.sequence = j.target AND j.kind <= 5
WHERE j.wallet = $1 AND j.sequence = $2
