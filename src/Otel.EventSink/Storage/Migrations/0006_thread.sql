-- The thread of a log record is most of what its own metadata holds: as a number it takes 2 bytes instead of 13.
ALTER TABLE event ADD COLUMN thread INTEGER;

DROP VIEW events;
CREATE VIEW events AS
SELECT
  CASE WHEN e.id IS NULL
    THEN printf('%08x-%04x-', max(e.time, 0) / 1000000 >> 16, max(e.time, 0) / 1000000 & 65535) || (SELECT id_infix FROM store) || printf('%010x', e.sequence)
    ELSE lower(substr(hex(e.id), 1, 8) || '-' || substr(hex(e.id), 9, 4) || '-' || substr(hex(e.id), 13, 4) || '-' || substr(hex(e.id), 17, 4) || '-' || substr(hex(e.id), 21))
  END AS id,
  -- Division rounds towards zero, so times before 1970 are moved by a whole second first.
  strftime('%Y-%m-%dT%H:%M:%S', (e.time - (e.time % 1000000000 + 1000000000) % 1000000000) / 1000000000, 'unixepoch')
    || printf('.%09dZ', (e.time % 1000000000 + 1000000000) % 1000000000) AS timestamp,
  s.name AS system,
  t.name AS event_type,
  CASE WHEN e.severity <= 8 THEN 'debug' WHEN e.severity <= 12 THEN 'info' WHEN e.severity <= 16 THEN 'warning' WHEN e.severity <= 20 THEN 'error' ELSE 'critical' END AS severity,
  coalesce(o.title, e.title, '') AS title,
  coalesce(e.description, '') AS description,
  coalesce(e.data, '{}') AS data,
  coalesce(g.name, '[]') AS tags,
  CASE typeof(e.correlation) WHEN 'blob' THEN lower(hex(e.correlation)) ELSE e.correlation END AS correlation_id,
  c.name AS source_component,
  e.duration / 1000000 AS duration_ms,
  -- Up to three objects and the thread become one: their members are joined by commas.
  '{' || trim(
    coalesce(substr(r.name, 2, length(r.name) - 2), '') ||
    coalesce(',' || substr(o.metadata, 2, length(o.metadata) - 2), '') ||
    coalesce(',' || substr(e.metadata, 2, length(e.metadata) - 2), '') ||
    coalesce(',"thread":' || e.thread, ''), ',') || '}' AS metadata,
  CASE WHEN e.span_id IS NOT NULL THEN lower(hex(e.span_id)) END AS span_id,
  CASE WHEN e.parent_span_id IS NOT NULL THEN lower(hex(e.parent_span_id)) END AS parent_span_id,
  e.sequence AS sequence,
  e.time AS time_ns,
  e.duration AS duration_ns,
  e.severity AS severity_number,
  CASE e.kind WHEN 1 THEN 'log' WHEN 2 THEN 'span' ELSE 'event' END AS kind
FROM event e
JOIN system s ON s.id = e.system
JOIN type t ON t.id = e.type
LEFT JOIN component c ON c.id = e.component
LEFT JOIN tag_set g ON g.id = e.tags
LEFT JOIN resource r ON r.id = e.resource
LEFT JOIN origin o ON o.id = e.origin;
