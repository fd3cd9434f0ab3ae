-- The processes of this service, by the name under which Kafka knows them. Each holds an advisory lock as long as it lives.
create table presence (
  member text primary key,
  since timestamptz not null default now()
);
