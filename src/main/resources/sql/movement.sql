-- What a change of a wallet did, as far as undoing it has to know.
-- Parameters: $1 wallet, $2 sequence.
-- Returns: at most one row. House is the other side of a movement; then come four columns of the
-- authorization that it concerned, four of what made it happen, and three of the refund that it
-- follows if it moved a payment; null where there is no such thing.
-- Locks: none.
SELECT j.kind, j.created_at, j.amount, j.held_change,
       CASE WHEN j.amount > 0 THEN j.debit_account ELSE j.credit_account END AS house,
       j.location, h.sequence, h.created_at, h.status, h.captured,
       s.number, s.kind, s.id, s.name, m.location, m.reference, m.debit_account
FROM journal j
LEFT JOIN holds h ON h.wallet = j.wallet AND h.sequence = j.target AND j.kind <= 5
LEFT JOIN sources s ON j.kind IN (7, 9, 10, 11) AND s.number = j.target
LEFT JOIN journal m ON j.kind = 6 AND m.wallet = j.wallet AND m.sequence = j.target
WHERE j.wallet = $1 AND j.sequence = $2
