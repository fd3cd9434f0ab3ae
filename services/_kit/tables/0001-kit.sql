-- What every service has in its own schema, beside its business tables.

-- Events written in the transaction of the state they tell of. `event` is json, not jsonb: what is published is what was written.
create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  event json not null,
  trace jsonb not null,
  created_at timestamptz not null default now(),
  published_at timestamptz
);
create index outbox_waiting on outbox (id) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

-- Events that were handled: inserted in the transaction of what they caused, so that a second delivery changes nothing.
create table inbox (
  consumer_group text not null,
  event_id uuid not null,
  topic text not null,
  partition integer not null,
  record_offset bigint not null,
  handled_at timestamptz not null default now(),
  primary key (consumer_group, event_id)
);
create index inbox_handled on inbox (handled_at);

-- Records that could not be handled, and those of the same key that must wait behind them.
create table parked (
  id bigint generated always as identity primary key,
  consumer_group text not null,
  topic text not null,
  partition integer not null,
  record_offset bigint not null,
  record_timestamp bigint not null,
  key bytea,
  value bytea,
  headers jsonb not null,
  stage text not null check (stage in ('read', 'schema', 'handle', 'behind')),
  error text not null,
  attempts integer not null default 0,
  next_try_at timestamptz not null default now(),
  parked_at timestamptz not null default now(),
  resolved_at timestamptz,
  unique (consumer_group, topic, partition, record_offset)
);
create index parked_open on parked (consumer_group, topic, key, id) where resolved_at is null;

-- What is to happen later. One timer of a kind for an aggregate; it survives restarts.
create table timer (
  aggregate_id text not null,
  kind text not null,
  due_at timestamptz not null,
  correlation_id text not null,
  causation_id text,
  trace jsonb not null,
  attempts integer not null default 0,
  last_error text,
  primary key (aggregate_id, kind)
);
create index timer_due on timer (due_at);

-- Answers to requests that carried an Idempotency-Key, kept for a day.
create table idempotent_answer (
  scope text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body json not null,
  correlation_id text not null,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
create index idempotent_answer_age on idempotent_answer (created_at);
