-- What payloads say, word by word. Filled behind the collector, never in the transaction that writes records; all of it can
-- be thrown away and made again.

-- Whether words are indexed, and from when on: null is as far back as records are kept.
create table word_index (
  one boolean primary key default true check (one),
  is_on boolean not null,
  since timestamptz
);

-- How far the words of each Kafka partition are indexed.
create table word_cursor (
  cluster smallint not null,
  topic integer not null,
  record_partition integer not null,
  next_offset bigint not null default 0,
  restarted_at timestamptz,
  primary key (cluster, topic, record_partition)
) with (fillfactor = 50);

-- The words of some records of one UTC day: which of them has a word is seen when its bytes are read. The nth of each array
-- is one stretch of offsets; `ts` is the time of the newest record.
create table word_group (
  ts timestamptz not null,
  topics integer[] not null,
  partitions integer[] not null,
  firsts bigint[] not null,
  lasts bigint[] not null,
  words tsvector not null
) partition by range (ts);
create index word_group_words on word_group using gin (words) with (gin_pending_list_limit = 1024);
