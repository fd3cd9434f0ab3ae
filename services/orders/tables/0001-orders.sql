-- Orders are their events: append-only, one row a version of an order. Nothing else holds their state.
create table order_event (
  order_id text not null,
  version integer not null,
  event_id uuid not null,
  type text not null,
  event_version integer not null,
  data json not null,
  event_time timestamptz not null,
  correlation_id text not null,
  primary key (order_id, version)
);
create index order_event_customer on order_event ((data ->> 'customer_id'), event_time desc) where version = 1;
