-- What happened stays: the database itself refuses to change or remove an event.
create function refuse_to_change_events() returns trigger language plpgsql as $$
begin
  raise exception 'order_event is append-only';
end $$;
create trigger order_event_stays before update or delete on order_event
  for each row execute function refuse_to_change_events();
create trigger order_event_is_not_emptied before truncate on order_event
  for each statement execute function refuse_to_change_events();

-- The fold of a long order so far. `shape` counts the changes of the fold: a snapshot of another shape is passed over.
create table order_snapshot (
  order_id text primary key,
  version integer not null,
  shape integer not null,
  state json not null
);

-- The read side: made of the events alone, so that it can be thrown away and made again.
create table order_view (
  order_id text primary key,
  version integer not null,
  customer_id text not null,
  placed_at timestamptz not null,
  document json not null
);
create index order_view_customer on order_view (customer_id, placed_at desc);
