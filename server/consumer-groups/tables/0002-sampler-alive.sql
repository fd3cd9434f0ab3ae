-- The sampler tells that it is alive also while Kafka does not answer, so that nobody takes it for frozen.
alter table lag_round add column alive_at timestamptz not null default now();
