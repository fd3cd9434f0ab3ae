-- Spread by trace (on Citus). `ts` is the start, clamped to days that are kept; exact times are in start_ns and end_ns.
-- Duplicates are expected from exporters that retry: (trace, span_id, ts) makes them one.
create table span (
  ts timestamptz not null,
  start_ns bigint not null,
  end_ns bigint not null,
  span_id bigint not null,
  parent_id bigint,
  record_offset bigint,
  record_partition integer,
  http_status smallint,
  kind smallint not null,
  status smallint not null,
  trace uuid not null,
  correlation uuid,
  service text not null,
  name text not null,
  method text,
  route text,
  request_id text,
  topic text,
  consumer_group text,
  detail bytea not null,
  primary key (trace, span_id, ts)
) partition by range (ts);
alter table span alter column detail set storage external;
create index span_correlation on span (correlation) where correlation is not null;
