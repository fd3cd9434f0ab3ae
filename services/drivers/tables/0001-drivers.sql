create table driver (
  id text primary key,
  name text not null,
  latitude double precision not null,
  longitude double precision not null,
  position_at timestamptz not null default now(),
  -- The order being brought; null while the driver is free.
  busy_with text,
  free_since timestamptz not null default now()
);
create index driver_free on driver (free_since) where busy_with is null;

-- One delivery an order. It may begin as cancelled: topics overtake one another.
create table delivery (
  order_id text primary key,
  status text not null check (status in ('waiting', 'assigned', 'picked_up', 'delivered', 'cancelled')),
  restaurant_id text,
  driver_id text references driver,
  pickup json,
  dropoff json,
  ready_at timestamptz,
  updated_at timestamptz not null default now()
);

-- New addresses, kept apart because they may be heard before the food is ready.
create table new_address (
  order_id text primary key,
  address json not null
);
