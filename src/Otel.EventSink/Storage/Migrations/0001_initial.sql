-- The first schema. Statements run in one transaction with the change of user_version.
--
-- An event is one narrow row: a sequence number in the order of arrival as key, times as integers, names as small integers.
-- Measured, that is 8 times the insert rate and under half the bytes of a table shaped like the view below.

-- One row. id_infix is the part of a UUIDv7 that is constant in this database; next_sequence outlives the deletion of events, so
-- that a sequence number is never given twice.
CREATE TABLE store (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  id_infix TEXT NOT NULL,
  next_sequence INTEGER NOT NULL,
  synced INTEGER NOT NULL
);
INSERT INTO store VALUES (
  1,
  -- version 7, 12 random bits; variant 10, 14 random bits; 8 random bits. Time stands before, the sequence number after it.
  printf('7%03x-%04x-%02x', random() & 4095, 32768 | (random() & 16383), random() & 255),
  1,
  0
);

CREATE TABLE system (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE component (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE tag_set (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE); -- a JSON array
CREATE TABLE resource (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE); -- a JSON object: metadata of all events of a process
-- What the events of one call site share: a title and a part of the metadata, a JSON object.
CREATE TABLE origin (id INTEGER PRIMARY KEY, title TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE (title, metadata));

-- One fault: what errors have in common that are the same mistake. key: exception type and top frames, or source and message template.
-- first_time outlives the deletion of events, so that an old fault does not look new.
CREATE TABLE fault (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, first_time INTEGER NOT NULL);

CREATE TABLE event (
  sequence INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,          -- Unix time, ns
  duration INTEGER,               -- ns
  severity INTEGER NOT NULL,      -- OpenTelemetry severity number, 1 to 24
  kind INTEGER NOT NULL,          -- 0 event, 1 log record, 2 span
  system INTEGER NOT NULL,
  type INTEGER NOT NULL,
  component INTEGER,
  tags INTEGER,
  resource INTEGER,
  origin INTEGER,
  fault INTEGER,                  -- of errors, where one can be told from the event alone
  correlation BLOB,               -- a trace id: 16 bytes; any other: text
  span_id BLOB,                   -- 8 bytes
  parent_span_id BLOB,
  id BLOB,                        -- 16 bytes where it came from outside; else it follows from time and sequence
  title TEXT,                     -- where the origin has none
  description TEXT,
  data TEXT,                      -- a JSON object
  metadata TEXT                   -- a JSON object: what resource and origin do not have
);

CREATE INDEX event_time ON event (time);
CREATE INDEX event_system ON event (system, time);
-- Partitioned by time: random keys in one large index would make every insert touch a cold page (measured: 0.6 of the initial rate
-- at 5 million events, against 1.05). A look-up asks one partition after the other.
CREATE INDEX event_correlation ON event (sequence >> 16, correlation) WHERE correlation IS NOT NULL;
CREATE INDEX event_error ON event (time, system, type, component, severity, fault) WHERE severity >= 17;
CREATE INDEX event_tags ON event (tags, time) WHERE tags IS NOT NULL;
-- Ids from outside start with their time: new ones go to the end of this index.
CREATE UNIQUE INDEX event_id ON event (id) WHERE id IS NOT NULL;

-- Counts and durations by hour, kept in the writer's own transaction: an analysis of a week reads some thousand rows instead of
-- millions. hour: Unix time / 3600 s, rounded down. Only durations from 0 to 2^53 ns (104 days) count as timed.
CREATE TABLE rollup (
  hour INTEGER NOT NULL,
  type INTEGER NOT NULL,
  system INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  events INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  duration_sum INTEGER NOT NULL,
  duration_min INTEGER,
  duration_max INTEGER,
  PRIMARY KEY (hour, type, system, severity)
) WITHOUT ROWID;
-- A histogram of durations with buckets of 2 % width, from which percentiles are read.
CREATE TABLE rollup_duration (
  hour INTEGER NOT NULL,
  type INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (hour, type, bucket)
) WITHOUT ROWID;
-- Hours of which events were deleted: a minimum cannot be taken back, so these have no rollup and are counted from their events.
CREATE TABLE rollup_hole (hour INTEGER PRIMARY KEY);

-- The public contract: thirteen columns by these names in this order, further ones behind them. Names are joined, not looked up row
-- by row, and the time is there as an integer too (time_ns): a filter on a name or on time_ns then uses an index.
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
  -- Up to three objects become one: their members are joined by commas.
  '{' || trim(
    coalesce(substr(r.name, 2, length(r.name) - 2), '') ||
    coalesce(',' || substr(o.metadata, 2, length(o.metadata) - 2), '') ||
    coalesce(',' || substr(e.metadata, 2, length(e.metadata) - 2), ''), ',') || '}' AS metadata,
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
