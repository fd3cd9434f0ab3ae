-- Flows of more records than are shown whole; written by the fold, in the transaction that counts. Spread by correlation.
-- `type` and `service` are −1 for none.
create table long_flow_part (
  first_at timestamptz not null,
  last_at timestamptz not null,
  events integer not null,
  topic integer not null,
  type integer not null,
  service integer not null,
  cluster smallint not null,
  correlation uuid not null,
  primary key (correlation, cluster, topic, type, service)
) with (fillfactor = 70);

-- The first and the last records of each part: what is shown of it.
create table long_flow_pick (
  ts timestamptz not null,
  record_offset bigint not null,
  block bigint not null,
  topic integer not null,
  record_partition integer not null,
  type integer not null,
  service integer not null,
  cluster smallint not null,
  correlation uuid not null
);
create index long_flow_pick_correlation on long_flow_pick (correlation);
