-- What is wrong with lines of an import, in the order of the file.
-- Parameters: $1 business, $2 id of the import; $3 line and $4 place: only those after it; $5 how
-- many.
-- Returns: no row if there is no such import; one with no line if it has no errors there; else
-- line, place, column or null, detail.
-- Locks: none.
SELECT e.line, e.place, e.column_name, e.detail
FROM sources s
JOIN imports i ON i.number = s.number
LEFT JOIN LATERAL (
  SELECT * FROM import_errors
  WHERE import = i.number AND (line, place) > ($3, $4)
  ORDER BY line, place LIMIT $5) e ON true
WHERE s.id = $2 AND i.business = $1 AND i.status <> 4
ORDER BY e.line, e.place
