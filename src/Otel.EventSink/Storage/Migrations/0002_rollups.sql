-- Analyses that cost the same however many events there are: histograms in one row per hour and type instead of one per bucket, errors
-- added up by hour, and faults of plain texts.
--
-- eventsink_histogram is an aggregate of ours (MigrationFunctions): buckets in ascending order, packed.

-- slot: hour << 32 | type. One integer as key keeps the buckets in the leaf of a table: in an index (WITHOUT ROWID) anything above
-- 1 KB spills over. buckets: see PackedHistogram.
CREATE TABLE rollup_histogram (slot INTEGER PRIMARY KEY, buckets BLOB NOT NULL);
INSERT INTO rollup_histogram
SELECT hour * 4294967296 + type, eventsink_histogram(bucket, events)
FROM (SELECT hour, type, bucket, events FROM rollup_duration ORDER BY hour, type, bucket)
GROUP BY hour, type;
DROP TABLE rollup_duration;

-- Errors by hour (0: no component, no fault), from which counts and groups come. The last: by time, then by arrival.
CREATE TABLE rollup_error (
  hour INTEGER NOT NULL,
  system INTEGER NOT NULL,
  type INTEGER NOT NULL,
  component INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  fault INTEGER NOT NULL,
  events INTEGER NOT NULL,
  first_time INTEGER NOT NULL,
  last_time INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  PRIMARY KEY (hour, system, type, component, severity, fault)
) WITHOUT ROWID;
INSERT INTO rollup_error
-- Division rounds towards zero, an hour is rounded down.
SELECT (time - (time % 3600000000000 + 3600000000000) % 3600000000000) / 3600000000000 AS hour,
  system, type, ifnull(component, 0), severity, ifnull(fault, 0), count(*), min(time), max(time), 0
FROM event INDEXED BY event_error WHERE severity >= 17 GROUP BY 1, 2, 3, 4, 5, 6;
DELETE FROM rollup_error WHERE hour IN (SELECT hour FROM rollup_hole);
UPDATE rollup_error AS r SET last_sequence = (
  SELECT max(e.sequence) FROM event e INDEXED BY event_error
  WHERE e.severity >= 17 AND e.time = r.last_time AND e.system = r.system AND e.type = r.type AND ifnull(e.component, 0) = r.component
    AND e.severity = r.severity AND ifnull(e.fault, 0) = r.fault);

-- 1: the fault of plain texts of one shape; its title is the first of them. Templates are mined over these when they are analysed.
ALTER TABLE fault ADD COLUMN mined INTEGER NOT NULL DEFAULT 0;
