-- Runs of correlations are written one behind the other, and sixteen of them become a group. In the table before, by bucket first, each run
-- changed a page of every bucket: measured, a seventh of the rate at which a large store takes events.
--
-- slot: run << 9 | bucket. Read until their group is whole, and removed later.
DROP TABLE correlation_run;
CREATE TABLE correlation_run (slot INTEGER PRIMARY KEY, entries BLOB NOT NULL);
-- slot: group << 9 | bucket.
CREATE TABLE correlation_group (slot INTEGER PRIMARY KEY, entries BLOB NOT NULL);
-- The program that runs this script fills all three anew.
DELETE FROM correlation_recent;
