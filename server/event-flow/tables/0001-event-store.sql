-- Runs on plain PostgreSQL and, with the tables named "spread" distributed, on Citus: hence no unique constraint without
-- the spread column and no foreign keys. Uniqueness of records comes from the offset fence (claim-positions, write-batches).

create table cluster (
  id smallint primary key,
  name text not null unique
);

-- Dictionary numbers of topics, event types, services and kinds of business keys; a number means one thing for ever.
create table word (
  id integer generated always as identity primary key,
  kind smallint not null,
  text text not null,
  unique (kind, text)
);

-- How far each Kafka partition is indexed. The row lock on it is the fence: whoever writes rows holds it.
create table index_offset (
  cluster smallint not null,
  topic integer not null,
  record_partition integer not null,
  next_offset bigint,
  owner text,
  epoch bigint not null default 0,
  log_start bigint,
  log_end bigint,
  log_at timestamptz,
  first_ts timestamptz,
  last_ts timestamptz,
  updated_at timestamptz not null default now(),
  primary key (cluster, topic, record_partition)
) with (fillfactor = 50);

-- How far the flow summaries have counted. A table of its own, so that counting never waits for writing.
create table fold_cursor (
  cluster smallint not null,
  topic integer not null,
  record_partition integer not null,
  folded_offset bigint not null,
  primary key (cluster, topic, record_partition)
) with (fillfactor = 50);

-- Offsets [from_offset, to_offset) that are not in the index and never will be.
create table gap (
  id bigint generated always as identity primary key,
  cluster smallint not null,
  topic integer not null,
  record_partition integer not null,
  from_offset bigint not null,
  to_offset bigint not null,
  reason text not null,
  at timestamptz not null default now()
);
create index gap_of_partition on gap (cluster, topic, record_partition, from_offset);

create table collector (
  id text primary key,
  state text not null,
  problem text,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);

-- Spread by correlation. Column order is by alignment. `ts` is the record's time clamped to what partitions exist for.
create table event (
  ts timestamptz not null,
  record_offset bigint not null,
  event_ms bigint not null,
  block bigint not null,
  topic integer not null,
  record_partition integer not null,
  type integer,
  version integer,
  service integer,
  flags integer not null,
  cluster smallint not null,
  position smallint not null,
  correlation uuid not null,
  event_id uuid,
  causation uuid,
  trace uuid
) partition by range (ts);
create index event_correlation on event (correlation, ts);
create index event_record on event (topic, record_partition, record_offset);
create index event_event_id on event (event_id) where event_id is not null;

-- Spread by id. `ts` is the hour its records are in.
create table block (
  ts timestamptz not null,
  written_at timestamptz not null default now(),
  id bigint not null,
  topic integer not null,
  raw_bytes integer not null,
  cluster smallint not null,
  records smallint not null,
  packed bytea not null
) partition by range (ts);
alter table block alter column packed set storage external;
create index block_id on block (id);
-- Each process takes numbers a thousand at a time.
create sequence block_number increment by 1000;

-- Spread by value. At least one row an hour for each business key of a flow.
create table ref (
  ts timestamptz not null,
  kind integer not null,
  cluster smallint not null,
  value uuid not null,
  correlation uuid not null
) partition by range (ts);
create index ref_value on ref (value, ts);
create index ref_correlation on ref (correlation);

-- Spread by key. The text of ids that are not UUIDs; at least one row an hour for each key in use.
create table id_text (
  ts timestamptz not null,
  key uuid not null,
  text text not null
) partition by range (ts);
create index id_text_key on id_text (key);

-- No default partition: it would forbid detaching concurrently. Times are clamped, and a writer that finds no partition
-- makes it and tries again.

-- Rows older than this were dropped by retention.
create table kept (
  one boolean primary key default true check (one),
  since timestamptz not null
);

-- Spread by correlation. One row a flow, written by the fold alone. `facets` are the type and service numbers seen;
-- `status` 0 under way, 1 done, 2 failed, 3 not known: none of its events belongs to a process.
create table flow (
  started_at timestamptz not null,
  last_at timestamptz not null,
  last_ts timestamptz not null,
  done_at timestamptz,
  failed_at timestamptz,
  events integer not null,
  problems integer not null,
  last_type integer not null,
  cluster smallint not null,
  status smallint not null generated always as (
    case
      when failed_at is not null and (done_at is null or failed_at >= done_at) then 2
      when done_at is not null then 1
      when in_process then 0
      else 3
    end
  ) stored,
  in_process boolean not null,
  correlation uuid not null,
  facets integer[] not null,
  primary key (correlation, cluster)
) with (fillfactor = 70);
create index flow_started on flow (started_at, correlation);
create index flow_status on flow (status, started_at, correlation);
create index flow_facets on flow using gin (facets) with (gin_pending_list_limit = 1024);
