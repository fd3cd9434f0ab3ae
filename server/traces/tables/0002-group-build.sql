-- Which builds (`service.version` of the spans' resource) have read records for a consumer group, from when to when: so is a
-- release told of. `last_at` is up to ten minutes old; what was not seen for as long as spans are kept goes.
create table group_build (
  consumer_group text not null,
  build text not null,
  service text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (consumer_group, build)
);
