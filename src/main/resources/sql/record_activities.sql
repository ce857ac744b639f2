-- Records activities; see R__record_activity.sql.
-- Parameters, an array each with an element for each activity: $1 businesses, $2 keys made of their
-- ids, $3 fingerprints, $4 actors, $5 ids as they were given, $6 types, $7 clients' references, $8
-- locations, $9 when they occurred.
-- Returns: for each the activity, the outcome, and its place in the arrays from 1.
-- Locks: the ids, the clients' progress in the flows they advance.
SELECT number, activity_id, type, client_reference, location, actor, occurred_at, recorded_at,
       ids, reached, targets, amounts, currencies, outcome, ordinal
FROM record_activities($1, $2, $3, $4, $5, $6, $7, $8, $9)
