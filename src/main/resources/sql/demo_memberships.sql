-- The demo's membership plan and its members, whose first periods begin now.
-- Parameters: $1 business, $2 moment, $3 id of the plan, $4 its name, $5 ids of the memberships,
-- $6 their clients' references, $7 how each is collected.
-- Returns: nothing.
-- Locks: none.
WITH plan AS (
  INSERT INTO membership_plans (id, business, name, amount, currency, "interval", interval_count,
                                created_at)
  VALUES ($3, $1, $4, 5000, 'USD', 'month', 1, $2)
  RETURNING number
), made AS (
  INSERT INTO sources (business, kind, id, name)
  SELECT $1, 'membership', m.id, $4 FROM unnest($5::uuid[]) AS m(id)
  RETURNING number, id
)
INSERT INTO memberships (number, id, business, plan, client, wallet, collection, status, starts_at,
                         anchor, next_due_at, created_at)
SELECT s.number, s.id, $1, p.number, c.number, w.number, m.collection, 'scheduled', $2,
       $2 AT TIME ZONE b.time_zone, $2, $2
FROM unnest($5::uuid[], $6::text[], $7::text[]) AS m(id, reference, collection)
JOIN made s ON s.id = m.id
JOIN clients c ON c.business = $1 AND c.reference = m.reference
JOIN wallets w ON w.client = c.number AND w.currency = 'USD'
JOIN businesses b ON b.number = $1
CROSS JOIN plan p
