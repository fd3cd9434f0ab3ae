-- Up to where transactions are over: read_committed sees nothing beyond, whatever the log holds. `held_since`: since when
-- that has stood still below the end of the log.
alter table index_offset add column last_stable bigint, add column held_since timestamptz;
