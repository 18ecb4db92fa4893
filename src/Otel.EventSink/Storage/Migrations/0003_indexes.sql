-- Fewer indexes, and cheaper ones: SQLite's on (system, time) and on random correlation ids took half of the insert rate.

-- Holds all that is counted by time, so that what lies in begun hours is counted, and names are filtered, without a look at the rows.
DROP INDEX event_time;
CREATE INDEX event_time ON event (time, system, type, component, severity, duration);
DROP INDEX event_system;

-- From a correlation to its events: a hash for each of the recent sequence numbers, in chunks of a page; and for every 65,536 of them,
-- once all are given, a run in 512 buckets: such a row still fits into a page of an index. Entries of deleted events may be left over: the events decide.
-- They are filled by a later script, which changes them.
DROP INDEX event_correlation;
CREATE TABLE correlation_recent (first_sequence INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
CREATE TABLE correlation_run (
  bucket INTEGER NOT NULL,
  run INTEGER NOT NULL,
  entries BLOB NOT NULL,
  PRIMARY KEY (bucket, run)
) WITHOUT ROWID;
