-- How many events of each name an hour has. A question for names reads the hours that have any, and a count is a sum over these rows.
-- kind: 0 all events (name 0), 1 system, 2 type, 3 component, 4 tag set, 5 severity number; name: the id. The hour comes first, so that
-- a commit changes a page and not one for each name. Hours with a hole (rollup_hole) may count deleted events too, but never too few.
-- Events that are there already are counted by the program that runs this script.
CREATE TABLE rollup_name (
  hour INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  name INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (hour, kind, name)
) WITHOUT ROWID;

-- In which blocks of 256 sequence numbers the events of a name and an hour are: the way to rare ones, where an index for each kind would
-- take sixty bytes an event. All are here of a name that has at most 128 events in the hour; of others some. Tag sets have an index. After
-- a deletion a block may hold none any more.
CREATE TABLE rollup_name_block (
  hour INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  name INTEGER NOT NULL,
  block INTEGER NOT NULL,
  PRIMARY KEY (hour, kind, name, block)
) WITHOUT ROWID;
