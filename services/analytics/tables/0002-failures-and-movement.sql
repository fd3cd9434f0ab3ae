-- Deliveries that came to nothing, found or not: they need no figure of their own to be counted.
create table delivery_failure (
  order_id text primary key,
  reason text not null,
  failed_at timestamptz not null
);
create index delivery_failure_at on delivery_failure (failed_at);

-- Where each driver was last heard of, and what all of them moved in each minute.
create table driver_track (
  driver_id text primary key,
  latitude double precision not null,
  longitude double precision not null,
  recorded_at timestamptz not null
);
create table movement (
  minute timestamptz primary key,
  positions integer not null,
  metres double precision not null
);
