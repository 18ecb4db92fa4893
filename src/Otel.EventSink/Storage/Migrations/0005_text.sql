-- An index of the words in titles and descriptions, made in idle time, apart from the events: kept in the writer's transaction it was
-- measured to cost more than half of the write rate.
--
-- One row per window of 65,536 sequence numbers. end: the first sequence number that is not in the index, later than the events of a
-- window that is not full yet. directory: where to find which words in text_part.
CREATE TABLE text_window (
  window INTEGER PRIMARY KEY,     -- sequence >> 16
  end INTEGER NOT NULL,
  first_time INTEGER NOT NULL,    -- Unix time, ns: of the oldest event
  last_time INTEGER NOT NULL,     -- of the newest
  complete INTEGER NOT NULL,      -- 0: events of it are gone that the index still names
  directory BLOB NOT NULL
);
-- Each some 4,000 bytes, a page: a search reads only what it needs.
CREATE TABLE text_part (
  id INTEGER PRIMARY KEY,         -- window << 16 | number
  data BLOB NOT NULL
);

-- Whoever deletes events, and with whatever tool.
CREATE TRIGGER event_deleted AFTER DELETE ON event BEGIN
  UPDATE text_window SET complete = 0 WHERE window = old.sequence >> 16 AND complete = 1;
END;
