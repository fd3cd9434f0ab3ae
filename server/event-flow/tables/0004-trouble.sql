-- What a collector is troubled by the longest, by kind, and since when by this database's clock.
alter table collector add column trouble text;
alter table collector add column trouble_since timestamptz;
