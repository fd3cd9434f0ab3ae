-- Records that fail go to retry topics and dead letters. What stays here is the order of keys whose handlers need it.

-- Keys whose first failed record is on its way through the retry tiers; later ones wait until it is handled or given up.
-- Keys stand as SHA-256: a key may be larger than an index entry.
create table failed_key (
  consumer_group text not null,
  topic text not null,
  key_hash bytea not null,
  -- The failed record, by its dlq.id.
  lineage uuid not null,
  failed_at timestamptz not null default now(),
  primary key (consumer_group, topic, key_hash)
);
create index failed_key_lineage on failed_key (lineage);

-- What waits behind them, byte by byte, in the order in which it came.
create table held_record (
  id bigint generated always as identity primary key,
  consumer_group text not null,
  -- Where the key's order is kept; the record may have come by one of its retry tiers.
  topic text not null,
  key_hash bytea not null,
  lineage uuid not null,
  record_topic text not null,
  partition integer not null,
  record_offset bigint not null,
  record_timestamp bigint not null,
  key bytea,
  value bytea,
  headers json not null,
  held_at timestamptz not null default now(),
  unique (consumer_group, record_topic, partition, record_offset)
);
create index held_record_order on held_record (consumer_group, topic, key_hash, id);

-- What the table before this one still held is handled in its order, or becomes a dead letter.
insert into held_record (consumer_group, topic, key_hash, lineage, record_topic, partition, record_offset,
  record_timestamp, key, value, headers, held_at)
select consumer_group, topic, sha256(coalesce(key, '')), gen_random_uuid(), topic, partition, record_offset,
  record_timestamp, key, value,
  (select coalesce(json_agg(json_build_array(translate(encode(convert_to(header ->> 0, 'UTF8'), 'base64'), E'\n', ''),
    header ->> 1) order by place), '[]') from jsonb_array_elements(headers) with ordinality as h(header, place)),
  parked_at
from parked where resolved_at is null order by id;
drop table parked;
