create table restaurant (
  id text primary key,
  name text not null,
  cuisine text not null,
  street text not null,
  city text not null,
  open boolean not null default true
);

create table menu_item (
  restaurant_id text not null references restaurant on delete cascade,
  sku text not null,
  name text not null,
  price_cents integer not null check (price_cents between 1 and 1000000),
  available boolean not null default true,
  -- The kitchen has run out though the menu still offers the dish: it is quoted, and refused when the order arrives.
  sold_out boolean not null default false,
  primary key (restaurant_id, sku)
);

-- An order as the kitchen sees it.
create table ticket (
  order_id text primary key,
  restaurant_id text not null,
  customer_id text not null,
  items json not null,
  dropoff json not null,
  status text not null check (status in ('received', 'accepted', 'rejected', 'ready', 'cancelled')),
  updated_at timestamptz not null default now()
);
