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

-- What has been heard of an order, in whatever order it was heard.
create table order_heard (
  order_id text primary key,
  customer_id text not null,
  completed_at timestamptz,
  paid_cents integer,
  refunded_at timestamptz
);

create table customer (
  customer_id text primary key,
  balance integer not null default 0
);

-- One row for each order that earned points.
create table points (
  order_id text primary key,
  customer_id text not null references customer,
  points integer not null check (points > 0),
  earned_at timestamptz not null,
  taken_back_at timestamptz
);
create index points_of_customer on points (customer_id, earned_at desc);
