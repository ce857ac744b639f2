-- What the auditor found about a business's wallets, newest first.
-- Parameters: $1 business, $2 how many at the most.
-- Returns: wallet's id, part, kind, detail, repaired, found at, whether it is set aside now.
-- Locks: none.
SELECT w.id, f.part, f.kind, f.detail, f.repaired, f.found_at, q.wallet IS NOT NULL
FROM audit_findings f
JOIN wallets w ON w.number = f.wallet
LEFT JOIN quarantine q ON q.wallet = f.wallet
WHERE f.business = $1
ORDER BY f.number DESC LIMIT $2
