-- Runs on plain PostgreSQL and on Citus: no foreign keys between tables that are written often.

-- The last round of the sampler. `slots`: the times of the samples that verdicts rest on, so that pages show the same and a
-- sampler that takes over goes on with them.
create table lag_round (
  cluster smallint primary key,
  as_of timestamptz not null,
  took_ms float8 not null,
  every_ms float8 not null,
  requests integer not null,
  groups integer not null,
  partitions integer not null,
  problems jsonb not null,
  slots timestamptz[] not null,
  sampler text not null
) with (fillfactor = 50);

-- Numbers of topics in this room. Another `topic_id` under the same name means: deleted and made anew.
create table sampled_topic (
  id integer generated always as identity primary key,
  cluster smallint not null,
  name text not null,
  topic_id uuid,
  partitions integer not null default 0,
  unique (cluster, name)
);

-- One row a group with what is known of it now; `gone_at` once the broker does not have it any more. `as_of` is null where
-- that is the round's, else when the group was last asked with success. `harm`: the greater the worse.
create table consumer_group (
  id integer generated always as identity primary key,
  cluster smallint not null,
  harm smallint not null default 0,
  name text not null,
  protocol text not null default 'unknown',
  protocol_type text not null default '',
  state text not null default 'unknown',
  members integer,
  topics text[] not null default '{}',
  topic_count integer not null default 0,
  partitions integer not null default 0,
  lag bigint,
  lag_ms float8,
  lag_error_ms float8,
  lag_ms_from text,
  verdict text not null default 'unknown',
  reason text not null default '',
  trend text not null default 'unknown',
  trend_per_second float8,
  trend_closes_ms float8,
  spark float8[] not null default '{}',
  spark_at timestamptz,
  as_of timestamptz,
  problems jsonb not null default '[]',
  coordinator integer,
  assignor text,
  epoch integer,
  member_list jsonb not null default '[]',
  empty_since timestamptz,
  first_seen_at timestamptz not null default now(),
  gone_at timestamptz,
  unique (cluster, name)
) with (fillfactor = 70);
create index consumer_group_harm on consumer_group (harm, coalesce(lag, -1), id) where gone_at is null;

-- What a group has to do with one topic now. `places` is an array with one object a partition (`stored-place.ts`).
create table group_topic (
  group_id integer not null,
  topic_id integer not null,
  as_of timestamptz not null,
  places json not null,
  primary key (group_id, topic_id)
) with (fillfactor = 70);
create index group_topic_topic on group_topic (topic_id);

-- When the sampler was at it, and how long the next round was to wait: what lies further apart is a gap.
create table lag_heartbeat (
  at timestamptz primary key,
  cluster smallint not null,
  every_ms float8 not null
);

-- Where the partitions of a topic began and ended, by partition number, −1 unknown. Written when that changed, and now and
-- then all the same.
create table log_sample (
  at timestamptz not null,
  topic_id integer not null,
  log_start bigint[] not null,
  log_end bigint[] not null
) partition by range (at);
create index log_sample_topic on log_sample (topic_id, at);

-- What a group had committed in a topic, by partition number, −1 none, −2 not known. `lag` null: the group could not be asked.
-- `since`: up to then the row before was still true, so that the change happened between `since` and `at`.
create table commit_sample (
  at timestamptz not null,
  since timestamptz,
  group_id integer not null,
  topic_id integer not null,
  lag bigint,
  lag_ms float8,
  lag_error_ms float8,
  members integer,
  verdict text,
  committed bigint[] not null
) partition by range (at);
create index commit_sample_group on commit_sample (group_id, topic_id, at);
create index commit_sample_at on commit_sample (at);

-- Rollups of the same: the most lag, the worst verdict. A row that says what the one before said is left out for a while;
-- the row of group 0 stands for every minute or hour in which the sampler was at it.
create table lag_minute (
  at timestamptz not null,
  group_id integer not null,
  topic_id integer not null,
  lag bigint,
  lag_ms float8,
  lag_error_ms float8,
  members integer,
  verdict text
) partition by range (at);
create index lag_minute_group on lag_minute (group_id, at);

create table lag_hour (
  at timestamptz not null,
  group_id integer not null,
  topic_id integer not null,
  lag bigint,
  lag_ms float8,
  lag_error_ms float8,
  members integer,
  verdict text
) partition by range (at);
create index lag_hour_group on lag_hour (group_id, at);

-- What happened to a group: rebalances, members that came and went, topics made anew.
create table group_mark (
  at timestamptz not null,
  group_id integer not null,
  kind text not null,
  detail text not null
);
create index group_mark_group on group_mark (group_id, at);
