-- A notice goes out after the transaction that wrote it, and may have to be tried again.
alter table notification
  add column failed_at timestamptz,
  add column failure text check (failure in ('address_refused', 'channel_unavailable')),
  add column attempts integer not null default 0,
  -- When it is sent next; whoever takes it moves this on, so that nobody else takes it meanwhile.
  add column next_try_at timestamptz not null default now(),
  add column last_error text,
  -- The event that asked for it: what is told of the outcome belongs to the same flow.
  add column correlation_id text not null default 'unknown',
  add column causation_id text,
  add column trace jsonb not null default '{}';
create index notification_waiting on notification (next_try_at) where sent_at is null and failed_at is null;

-- Who else has to do with an order and was told of it, so that they are told when it comes to nothing.
create table order_party (
  order_id text primary key,
  restaurant_id text not null,
  driver_id text
);
