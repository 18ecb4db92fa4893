-- An index of the words in titles and descriptions, made in idle time, apart from the events: kept in the writer's transaction it was
-- measured to cost more than half of the write rate.
--
-- One row per window of 65,536 sequence numbers. end: the first sequence number that is not in the index; a window that is not full yet
-- is indexed again when more has come. directory: which words are where in text_part.
CREATE TABLE text_window (
  window INTEGER PRIMARY KEY,     -- sequence >> 16
  end INTEGER NOT NULL,
  first_time INTEGER NOT NULL,    -- Unix time, ns: of the oldest event
  last_time INTEGER NOT NULL,     -- of the newest
  directory BLOB NOT NULL
);
-- Each at most a page: a search reads only what it needs.
CREATE TABLE text_part (
  id INTEGER PRIMARY KEY,         -- window << 16 | number
  data BLOB NOT NULL
);
-- Windows of which events were deleted: what the index says of them is looked up in the events. Kept by a trigger, so that it holds
-- whoever deletes, with whatever tool, also while a window is being indexed.
CREATE TABLE text_gap (window INTEGER PRIMARY KEY);
CREATE TRIGGER event_deleted AFTER DELETE ON event BEGIN
  INSERT OR IGNORE INTO text_gap VALUES (old.sequence >> 16);
END;
