-- Of a kind of business key that a mapping names: its place there, the smallest stands for a flow in lists.
alter table word add column rank smallint;
-- By which revision of the mappings a collector reads, since when, and what is wrong with the file it should read.
alter table collector add column mapping text;
alter table collector add column mapping_since timestamptz;
alter table collector add column mapping_problem text;
