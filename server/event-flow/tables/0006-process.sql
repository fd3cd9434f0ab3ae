-- How far a flow has come in its process, kept so that adding is commutative. `marks`: of each event type that tells of
-- progress when it was first seen, (type << 42) + ms. `dead`: (topic << 32) + type of records that a consumer group gave up.
-- Judged from these: `late_from`, since when it takes longer than usual (null: not late); `stuck`; `off_path`.
alter table flow
  add column marks bigint[] not null default '{}',
  add column dead bigint[] not null default '{}',
  add column late_from timestamptz,
  add column stuck boolean not null default false,
  add column off_path boolean not null default false;

-- 0 under way, 1 done, 2 failed, 3 not known: none of its events belongs to a process; 4 late, 5 stuck, 6 off the path.
alter table flow drop column status;
alter table flow add column status smallint not null generated always as (
  case
    when failed_at is not null and (done_at is null or failed_at >= done_at) then 2
    when done_at is not null then 1
    when not in_process then 3
    when stuck then 5
    when late_from is not null then 4
    when off_path then 6
    else 0
  end
) stored;
create index flow_status on flow (status, started_at, correlation);
create index flow_late on flow (late_from, correlation) where status = 4;

-- Spread by correlation. What an open flow waits for, by when that is due, and when it is to be judged again.
create table flow_due (
  alarm_at timestamptz,
  due_at timestamptz,
  cluster smallint not null,
  correlation uuid not null,
  step text,
  primary key (correlation, cluster)
) with (fillfactor = 70);
create index flow_due_alarm on flow_due (alarm_at) where alarm_at is not null;

-- Up to when all that happened is read and judged.
create table late_clock (
  cluster smallint primary key,
  judged_until timestamptz not null
);

-- The process files that flows are judged by.
create table process (
  id text primary key,
  version integer not null,
  file jsonb not null,
  since timestamptz not null default now()
);

-- How many times a step took how long, by hour; what a bucket holds is in the room of processes. And what is usual by that.
create table step_time (
  hour timestamptz not null,
  count bigint not null,
  bucket smallint not null,
  process text not null,
  step text not null,
  primary key (process, step, hour, bucket)
);
create table step_usual (
  median_ms float8 not null,
  p90_ms float8 not null,
  count bigint not null,
  process text not null,
  step text not null,
  primary key (process, step)
);

-- How many records of an event type a service told (−1: nobody in particular), by the day on which they were written.
create table type_seen (
  count bigint not null,
  last_at timestamptz not null,
  day date not null,
  type integer not null,
  service integer not null,
  primary key (type, service, day)
);
