-- Failures that became dead letters. A crash may have sent a record to a retry tier twice: the second copy ends with the
-- first, instead of being handled after all, behind those that waited for it.
create table given_up (
  consumer_group text not null,
  lineage uuid not null,
  given_up_at timestamptz not null default now(),
  primary key (consumer_group, lineage)
);
create index given_up_age on given_up (given_up_at);
