-- An authorization as a change left it, for the answer of a repeated request.
-- Parameters: $1 wallet, $2 sequence of the change.
-- Returns: at most one authorization, as authorization.sql does, with the wallet of that moment.
-- Locks: none.
SELECT w.id, w.number, h.sequence, j.hold_status, j.hold_amount, h.requested, j.hold_captured,
       j.hold_voided, w.currency, h.location, h.reference, h.metadata, h.expires_at, h.created_at,
       j.balance_after, j.held_after, j.available_after
FROM journal j
JOIN wallets w ON w.number = j.wallet
JOIN holds h ON h.wallet = j.wallet AND h.sequence = j.target
WHERE j.wallet = $1 AND j.sequence = $2
