-- Previews of resets, and those of them that were run. `moves` is a list of { topic, topicId, partition, from, to } with
-- offsets as decimal strings, null where nothing is committed; `result` says of each where it stood afterwards.
-- `outcome`: null while only previewed, then begun, done, partly or failed; undone once another line, `undoes`, took it back.
create table group_reset (
  id uuid primary key,
  group_key uuid not null,
  group_id text not null,
  asked jsonb not null,
  moves jsonb not null,
  previewed_at timestamptz not null default now(),
  run_at timestamptz,
  actor text,
  name text,
  reason text,
  outcome text,
  result jsonb,
  undoes uuid
);
create index group_reset_run on group_reset (group_key, run_at) where run_at is not null;
-- One at a time of each group.
create unique index group_reset_under_way on group_reset (group_key) where outcome = 'begun';
