-- What analytics has heard of an order, and of its delivery; measured once when it ends.
create table order_figure (
  order_id text primary key,
  restaurant_id text not null,
  total_cents integer not null,
  placed_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  outcome text check (outcome in ('completed', 'cancelled')),
  reason text
);
create index order_figure_ended on order_figure (ended_at);

create table delivery_figure (
  order_id text primary key,
  driver_id text not null,
  restaurant_id text not null,
  ready_at timestamptz not null,
  picked_up_at timestamptz,
  delivered_at timestamptz
);
create index delivery_figure_ended on delivery_figure (delivered_at);
