-- Snapshots of flows that people want to keep. `packed` is the JSON of a PinSnapshot, zstd; `correlation` is the key of
-- `correlation_id`, which may be longer than an index takes.
create table pin (
  id uuid primary key,
  correlation uuid not null,
  correlation_id text not null,
  business jsonb,
  status text,
  note text not null,
  taken_at timestamptz not null,
  events integer not null,
  without_bytes integer not null,
  bytes integer not null,
  packed bytea not null
);
alter table pin alter column packed set storage external;
create index pin_correlation on pin (correlation);
create index pin_taken_at on pin (taken_at);
