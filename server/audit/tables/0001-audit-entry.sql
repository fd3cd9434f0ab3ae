-- What was done by this console. `id` is a UUIDv7, so that its order is that of time. An entry is written before the deed,
-- with outcome `begun`, and told its outcome once; nothing else changes it and nothing deletes it.
create table audit_entry (
  id uuid primary key,
  at timestamptz not null default now(),
  finished_at timestamptz,
  actor text not null,
  name text,
  action text not null,
  subject_kind text not null,
  subject_key uuid not null,
  subject text not null,
  what text not null,
  reason text,
  before jsonb,
  after jsonb,
  outcome text not null,
  detail text,
  correlation_id text
);
create index audit_entry_subject on audit_entry (subject_key, id);
create index audit_entry_action on audit_entry (action, id);
